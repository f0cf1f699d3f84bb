"""Where the gate is advisory, and whom it would have stopped there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, may, require
from readiness.store import advisory as store
from readiness.store import people
from readiness.store.advisory import AdvisoryEnd, AdvisoryRule

DAYS = 30


@dataclass(frozen=True, slots=True)
class ListedRule:
    row: AdvisoryRule
    by: str
    ended: AdvisoryEnd | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """A gate that would have stopped somebody so many times in the last days."""

    service: str
    environment: str
    is_change: bool
    count: int


@dataclass(frozen=True, slots=True)
class AdvisoryPage:
    running: tuple[ListedRule, ...]
    over: tuple[ListedRule, ...]
    stopped: tuple[Stopped, ...]
    may_advise: bool
    days: int = DAYS


def page(session: Session, *, by: Actor, now: datetime) -> AdvisoryPage:
    require(by, Action.READ)
    rows = store.every_rule(session)
    names = people.names(session, frozenset(row.by for row, _ in rows))
    listed = [ListedRule(row, names[row.by], ended) for row, ended in rows]
    running = tuple(each for each in listed if _is_running(each, now))
    return AdvisoryPage(
        running=running,
        over=tuple(each for each in listed if each not in running),
        stopped=_stopped(session, now),
        may_advise=may(by, Action.ADVISE),
    )


def _is_running(each: ListedRule, now: datetime) -> bool:
    return each.ended is None and (each.row.ends_at is None or now < each.row.ends_at)


def _stopped(session: Session, now: datetime) -> tuple[Stopped, ...]:
    """Return the gates by how often, most first."""
    counts: dict[str, int] = {}
    for row in store.passes_since(session, (now - timedelta(days=DAYS)).date()):
        counts[row.address] = counts.get(row.address, 0) + row.count
    found = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    parts = ((address.split("/"), count) for address, count in found)
    return tuple(Stopped(part[0], part[1], len(part) > 2, count) for part, count in parts)
