"""Waivers as those read them who decide: what is asked, for which question, who may grant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.grades import Graded
from readiness.core.rights import Action, Actor, require
from readiness.core.waivers import Decision, WaiverState
from readiness.store import people
from readiness.store.answers import AnswerRevision
from readiness.usecases import (
    dossiers,
    services,
    standing_waivers,
    waiver_debt,
    waiver_requests,
    waiver_rulings,
    waivers,
)
from readiness.usecases.dossiers import Dossier
from readiness.usecases.read_questions import answer_kinds
from readiness.usecases.standing_waivers import PlacedWaiver, StandingWaiver
from readiness.usecases.waiver_debt import TeamDebt


@dataclass(frozen=True, slots=True)
class ReadWaiver:
    """`graded` is None when the question is not asked any more.

    `refusal` says why the reader cannot grant it; `decisions` are those that the reader can take.
    `earlier` and `later` are those that it follows and that follow it without a gap.
    """

    found: Dossier
    standing: StandingWaiver
    graded: Graded | None
    kind: Mapping[str, object]
    revision: AnswerRevision | None
    names: Mapping[int, str]
    refusal: str
    decisions: tuple[Decision, ...]
    can_withdraw: bool
    no_room: str
    earlier: StandingWaiver | None
    later: StandingWaiver | None
    can_ask_again: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What waits for a decision, longest waiting first, and what each team owes."""

    waiting: tuple[PlacedWaiver, ...]
    debts: tuple[TeamDebt, ...]
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class OfService:
    """The waivers of a service that run, the first to end first, and what its team owes."""

    running: tuple[PlacedWaiver, ...]
    owed: TeamDebt
    names: Mapping[int, str]


def waiver(
    session: Session, review_id: int, waiver_id: int, *, by: Actor, now: datetime
) -> ReadWaiver:
    found = dossiers.dossier(session, review_id, by=by, now=now)
    standing = waivers.standing_waiver(found, waiver_id)
    question = standing.question
    graded = [each for each in found.seen.graded if each.question.id == question]
    decisions = waiver_rulings.decisions(standing, by, now)
    return ReadWaiver(
        found=found,
        standing=standing,
        graded=graded[0] if graded else None,
        kind=answer_kinds(found).get(question, {}),
        revision=found.seen.revisions.get(question),
        names=people.names(session, standing.people),
        refusal=waiver_rulings.why_not_grant(standing, by),
        decisions=() if found.phase.is_abandoned else decisions,
        can_withdraw=waiver_rulings.can_withdraw(standing, by, now),
        no_room=_no_room(session, found, standing, now),
        earlier=_numbered(found, standing.earlier),
        later=_numbered(found, standing.later),
        can_ask_again=standing.waiver.is_running(now)
        and waiver_requests.can_ask(found, question, by=by, now=now),
    )


def _numbered(found: Dossier, waiver_id: int | None) -> StandingWaiver | None:
    return next((each for each in found.waivers if each.row.id == waiver_id), None)


def _no_room(session: Session, found: Dossier, standing: StandingWaiver, now: datetime) -> str:
    """Return why it cannot be granted as too many run, while it waits for its decision."""
    if standing.waiver.state(now) is not WaiverState.ASKED:
        return ""
    told = waiver_debt.why_no_room(session, found, [standing.question], now)
    return told.get(standing.question, "")


def overview(session: Session, *, by: Actor, now: datetime) -> Overview:
    """Return all waivers that wait or run. Everybody may read them."""
    require(by, Action.READ)
    waiting = tuple(
        each
        for each in standing_waivers.unended(session, now)
        if each.standing.waiver.state(now) is WaiverState.ASKED
    )
    debts = waiver_debt.of_every_team(session, by=by, now=now)
    running = [each for owed in debts for each in owed.waivers]
    return Overview(waiting, debts, _names(session, [*waiting, *running]))


def of_service(session: Session, slug: str, *, by: Actor, now: datetime) -> OfService:
    """Return what the page of a service shows of its waivers."""
    require(by, Action.READ)
    service = services.by_slug(session, slug)
    owed = waiver_debt.of_team(session, services.owner_of(session, service), by=by, now=now)
    running = tuple(each for each in owed.waivers if each.service.id == service.id)
    return OfService(running, owed, _names(session, running))


def _names(session: Session, found: Sequence[PlacedWaiver]) -> Mapping[int, str]:
    return people.names(session, frozenset(id_ for each in found for id_ in each.standing.people))


def review_of(session: Session, waiver_id: int, *, by: Actor) -> int:
    """Return the review that the waiver was asked in."""
    require(by, Action.READ)
    return waivers.row_of(session, waiver_id).review_id
