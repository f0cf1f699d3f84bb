"""The moves that end a review or open it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.kind_words import noun
from readiness.core.rights import Action, Actor, require
from readiness.store import reviews
from readiness.store.environments import Environment
from readiness.store.reviews import Review, ReviewMove
from readiness.store.services import Service
from readiness.usecases import dossiers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.governing import governing
from readiness.usecases.phases import Move
from readiness.usecases.records import record, touch

LONGEST_REASON = 2000


def abandon(session: Session, review_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """End a review that leads nowhere. If it governed the gate, the gate is closed."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.ABANDON, owner_team=found.owner.slug)
    require_abandonable(found)
    found.review.is_open = None
    _move_with_reason(session, found, Move.ABANDONED, reason, by=by, now=now)


def reopen(
    session: Session,
    review_id: int,
    areas: Collection[str],
    *,
    reason: str,
    by: Actor,
    now: datetime,
) -> tuple[str, ...]:
    """Open areas of an approved review, and return the gates that close by it, at once."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.REOPEN, owner_team=found.owner.slug)
    require_reopenable(session, found)
    _require_known(found, areas)
    closes = {gate.rule.id: gate.ballot.round for gate in touched_gates(found, areas)}
    _require_closing(found, closes)
    found.review.is_open = True
    _move_with_reason(
        session, found, Move.REOPENED, reason, areas=sorted(areas), closes=closes, by=by, now=now
    )
    return tuple(closes)


def require_reopenable(session: Session, found: Dossier) -> None:
    """Raise WrongMoment unless the review was approved and is the one that governs the gate."""
    if not found.phase.was_approved or found.phase.is_abandoned:
        raise WrongMoment("Only a review that was approved can be reopened.")
    governs = governing(session, found.service.id, found.review.kind)
    if governs.get(found.review.environment_id) != found.review.id:
        raise WrongMoment("A newer review governs the gate; this one is history.")
    if not found.review.is_open:
        require_none_open(session, found.service, found.subject.environment, found.review.kind)


def require_none_open(
    session: Session, service: Service, environment: Environment, kind: str
) -> None:
    for review in reviews.open_reviews_of(session, service.id):
        if review.environment_id == environment.id and review.kind == kind:
            raise WrongMoment(
                f"There is already an open {noun(kind)} review of {service.name}"
                f" for {environment.name}; go on with that one."
            )


def require_abandonable(found: Dossier) -> None:
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned already.")
    if found.phase.is_approved:
        raise WrongMoment("An approved review cannot be abandoned. Reopen it first.")


def touched_gates(found: Dossier, areas: Collection[str]) -> tuple[GateView, ...]:
    """Return the gates that cover any of the areas."""
    return tuple(gate for gate in found.gates if set(gate.rule.areas) & set(areas))


def move(
    session: Session,
    review: Review,
    kind: Move,
    *,
    areas: Collection[str] = (),
    closes: dict[str, int] | None = None,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> ReviewMove:
    """Add a move to the review's history. Whoever calls has checked the right."""
    row = ReviewMove(
        review_id=review.id,
        move=kind,
        areas=list(areas),
        closes=closes or {},
        reason=reason,
        salt=new_salt(),
        by=by.person,
        at=now,
    )
    session.add(row)
    session.flush()
    return row


def _move_with_reason(
    session: Session,
    found: Dossier,
    kind: Move,
    reason: str,
    *,
    areas: Collection[str] = (),
    closes: dict[str, int] | None = None,
    by: Actor,
    now: datetime,
) -> None:
    _require_said(reason)
    row = move(
        session,
        found.review,
        kind,
        areas=areas,
        closes=closes,
        reason=reason.strip(),
        by=by,
        now=now,
    )
    record(
        session,
        f"review.{kind}",
        by=by,
        service=found.service.id,
        review=found.review.id,
        areas=row.areas,
        closes=row.closes,
        reason=salted_digest(row.salt, {"reason": row.reason}),
    )
    touch(session, found.service.id)


def _require_said(reason: str) -> None:
    sentence = "" if reason.strip() else "Say why, for those who read it later."
    if len(reason.strip()) > LONGEST_REASON:
        sentence = f"A reason takes at most {LONGEST_REASON} characters."
    if sentence:
        raise BadInput(sentence, {"reason": sentence})


def _require_known(found: Dossier, areas: Collection[str]) -> None:
    known = {area.id for area in found.pinned.checklist.areas}
    if not areas or not known.issuperset(areas):
        raise BadInput("Choose the areas to reopen.", {"areas": "Choose at least one area."})


def _require_closing(found: Dossier, closes: Collection[str]) -> None:
    # With every gate still signed, the review would be approved again before anybody could answer.
    if found.phase.is_approved and not closes:
        sentence = "No gate signs what you chose; choose an area that a gate signs as well."
        raise BadInput(sentence, {"areas": sentence})
