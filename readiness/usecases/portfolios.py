"""The list of services, each with its verdict, score per area and days left, a page at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import briefs
from readiness.core.briefs import AreaBrief
from readiness.core.rights import Action, Actor, require
from readiness.store import portfolios as store
from readiness.store.portfolios import Row, Wanted
from readiness.store.services import Service
from readiness.usecases import standing_verdicts
from readiness.usecases.launches import PRODUCTION
from readiness.usecases.standing_verdicts import StandingVerdict
from readiness.usecases.starting import environment_named

PAGE = 25
OVER = "The planned time is over"


@dataclass(frozen=True, slots=True)
class Listed:
    """One service. `left` counts the days until `left_until`.

    It is None where nothing ends, or where the planned time is over, which `left_until` says then.
    """

    service: Service
    team: str
    tier: int | None
    verdict: StandingVerdict
    areas: tuple[AreaBrief, ...]
    tenths: int | None
    left: int | None
    left_until: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """One page of the list. `number` counts pages from 1."""

    rows: tuple[Listed, ...]
    total: int
    number: int
    first: int
    environment: str = PRODUCTION

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def has_next(self) -> bool:
        return self.last < self.total


def page(
    session: Session, wanted: Wanted, *, by: Actor, now: datetime, number: int = 1
) -> Portfolio:
    """Return that page, or the last one there is, in three queries however many services."""
    require(by, Action.READ)
    place = environment_named(session, PRODUCTION).id
    total = store.count(session, place, wanted, now)
    number = max(1, min(number, -(-total // PAGE)))
    offset = (number - 1) * PAGE
    found = store.rows(session, place, wanted, now, offset=offset, limit=PAGE)
    return Portfolio(tuple(_listed(row, now) for row in found), total, number, offset + 1)


def of_teams(
    session: Session, teams: Collection[str], *, by: Actor, now: datetime, limit: int = PAGE
) -> tuple[Listed, ...]:
    """Return the teams' first services by name."""
    require(by, Action.READ)
    if not teams:
        return ()
    place = environment_named(session, PRODUCTION).id
    found = store.rows(session, place, Wanted(teams=teams), now, offset=0, limit=limit)
    return tuple(_listed(row, now) for row in found)


def blocked(session: Session, *, by: Actor, now: datetime) -> int:
    """Return how many services of the person's teams the gate stops now."""
    require(by, Action.READ)
    place = environment_named(session, PRODUCTION).id
    return store.count(session, place, Wanted(verdict="blocked", teams=by.teams), now)


def _listed(row: Row, now: datetime) -> Listed:
    verdict = standing_verdicts.read(row.segment, row.closes_at)
    until, what = _left(row, verdict, now)
    tier = row.service.facts.get("tier")
    return Listed(
        service=row.service,
        team=row.team,
        tier=tier if isinstance(tier, int) else None,
        verdict=verdict,
        areas=briefs.read(row.summary.summary).areas if row.summary else (),
        tenths=row.summary.score if row.summary else None,
        left=None if until is None else (until - now).days,
        left_until=what,
    )


def _left(row: Row, verdict: StandingVerdict, now: datetime) -> tuple[datetime | None, str]:
    if verdict.kind == "approved":
        return verdict.closes_at, "until the gate closes"
    under_way = row.summary is not None and row.summary.state != "approved"
    if not under_way or row.planned_at is None:
        return None, ""
    if row.planned_at <= now:
        return None, OVER
    return row.planned_at, "until the planned launch"
