"""Planning a review for another time than the one it was started with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, WrongMoment
from readiness.core.kind_words import noun
from readiness.core.reasons import Code
from readiness.core.rights import Action, Actor, may, require
from readiness.core.verdicts import timeline
from readiness.usecases import dossiers, reviews
from readiness.usecases.dossiers import Dossier
from readiness.usecases.phases import Move
from readiness.usecases.records import record, touch

BECAUSE = {
    Code.WAIVER_ENDED: "a waiver ends then",
    Code.APPROVAL_ENDED: "the sign-off ends then",
    Code.FACTS_CHANGED: "newer facts count from then on",
}


@dataclass(frozen=True, slots=True)
class Closing:
    """`is_early` says that it comes before what is planned."""

    at: datetime
    because: str
    is_early: bool


def plan(
    session: Session, review_id: int, planned_at: datetime, *, by: Actor, now: datetime
) -> None:
    """Plan the review for that time. No signature goes stale: none covers when it is."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.PLAN, owner_team=found.owner.slug)
    _require_plannable(found)
    _require_another(found, planned_at, now)
    earlier, found.review.planned_at = found.review.planned_at, planned_at
    reviews.move(session, found.review, Move.PLANNED, by=by, now=now)
    record(
        session,
        "review.planned",
        by=by,
        service=found.service.id,
        review=review_id,
        planned_at=_written(planned_at),
        earlier=_written(earlier),
    )
    touch(session, found.service.id)
    session.flush()


def planning(session: Session, review_id: int, *, by: Actor, now: datetime) -> Dossier:
    """Return the review that can be planned for another day. Refuses whoever could not do it."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    require(by, Action.PLAN, owner_team=found.owner.slug)
    _require_plannable(found)
    return found


def can_plan(found: Dossier, by: Actor) -> bool:
    return not _why_not(found) and may(by, Action.PLAN, owner_team=found.owner.slug)


def ends_before(found: Dossier, ends_at: datetime, now: datetime) -> bool:
    """Return whether what ends then ends before what is planned, so that it helps that no more."""
    return (
        not _why_not(found)
        and now < found.review.planned_at
        and ends_at <= (found.review.planned_at)
    )


def closing(found: Dossier, now: datetime) -> Closing | None:
    """Return when a gate that is open now closes by itself, None if nothing closes it."""
    current, *later = timeline(found.case, now)
    if current.judgement.reasons:
        return None
    for span in later:
        if span.judgement.reasons:
            code = span.judgement.reasons[0].code
            is_early = ends_before(found, span.starts_at, now)
            return Closing(span.starts_at, BECAUSE.get(code, ""), is_early)
    return None


def _require_plannable(found: Dossier) -> None:
    if sentence := _why_not(found):
        raise WrongMoment(sentence)


def _why_not(found: Dossier) -> str:
    """Return why there is nothing left to plan, or nothing."""
    if found.phase.is_abandoned:
        return "This review was abandoned."
    if found.case.approved and found.case.approved.is_launched:
        return f"The {noun(found.review.kind)} has happened; there is nothing left to plan."
    return ""


def _require_another(found: Dossier, planned_at: datetime, now: datetime) -> None:
    sentence = ""
    if planned_at <= now:
        sentence = f"The planned {noun(found.review.kind)} has to be in the future."
    elif planned_at == found.review.planned_at:
        sentence = "It is planned for that time already."
    if sentence:
        raise BadInput(sentence, {"day": sentence})


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
