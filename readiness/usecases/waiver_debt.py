"""What each team owes by waivers that run, and the cap that policy may set on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import waiver_debt as core
from readiness.core.errors import WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.core.waiver_debt import Debt
from readiness.store import ledger
from readiness.store.teams import Team
from readiness.usecases import standing_waivers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.standing_waivers import Place, PlacedWaiver


@dataclass(frozen=True, slots=True)
class TeamDebt:
    """A team's running waivers, the first to end first, and what they add up to."""

    team: Team
    debt: Debt
    waivers: tuple[PlacedWaiver, ...]


def of_team(session: Session, team: Team, *, by: Actor, now: datetime) -> TeamDebt:
    require(by, Action.READ)
    return _owed(team, running(session, now, team.id), now)


def of_every_team(session: Session, *, by: Actor, now: datetime) -> tuple[TeamDebt, ...]:
    """Return the debt of each team that has one, the most waivers first."""
    require(by, Action.READ)
    found = running(session, now)
    teams = {each.team.id: each.team for each in found}
    owed = [_owed(team, [w for w in found if w.team.id == id_], now) for id_, team in teams.items()]
    return tuple(sorted(owed, key=lambda each: (-each.debt.number, each.team.name)))


def running(session: Session, now: datetime, team: int | None = None) -> tuple[PlacedWaiver, ...]:
    """Return the waivers that run now, oldest first."""
    found = standing_waivers.unended(session, now, team)
    return tuple(each for each in found if each.standing.waiver.is_running(now))


def _owed(team: Team, found: Sequence[PlacedWaiver], now: datetime) -> TeamDebt:
    """Return the debt. A waiver of the same place counts once, from when the first was granted."""
    since: dict[Place, datetime] = {}
    for each in found:
        since.setdefault(each.place, each.standing.since or each.standing.row.at)
    waivers = {each.place: each for each in found}.values()
    by_end = sorted(waivers, key=lambda each: each.standing.waiver.ends_at)
    return TeamDebt(team, core.debt(since.values(), now), tuple(by_end))


def why_no_room(
    session: Session, found: Dossier, questions: Collection[str], now: datetime
) -> Mapping[str, str]:
    """Return for each of these why the team may have no waiver of it, where that is so.

    A waiver of the same question in a review before this one makes room for its successor.
    """
    most = found.pinned.checklist.policy.most_waivers
    if most is None:
        return {}
    others = running(session, now, found.owner.id)
    told = {question: _why_no_room(found, others, question, most) for question in questions}
    return {question: sentence for question, sentence in told.items() if sentence}


def _why_no_room(found: Dossier, others: Sequence[PlacedWaiver], question: str, most: int) -> str:
    review = found.review
    place = (review.service_id, review.environment_id, review.kind, question)
    named = {
        each.place: f"{each.service.name}, {each.text}" for each in others if each.place != place
    }
    return core.why_too_many(found.owner.name, named.values(), most)


def require_room(session: Session, found: Dossier, question: str, now: datetime) -> None:
    """Raise if the team has as many waivers running as policy allows."""
    if found.pinned.checklist.policy.most_waivers is None:
        return
    # The last lock of all, so that two services of a team cannot take the last place at once.
    ledger.lock_head(session)
    for sentence in why_no_room(session, found, [question], now).values():
        raise WrongMoment(sentence)
