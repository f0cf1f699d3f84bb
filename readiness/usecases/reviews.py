"""Starting a review, and the moves that end it or open it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.checklists import Kind
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store import environments, reviews, services
from readiness.store.environments import Environment
from readiness.store.reviews import Review, ReviewMove
from readiness.store.services import Service
from readiness.usecases import checklists, dossiers
from readiness.usecases import services as service_cases
from readiness.usecases.checklists import Pinned
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.phases import Move
from readiness.usecases.records import record, touch
from readiness.usecases.verdicts import governing

LONGEST_REASON = 2000


def start(
    session: Session,
    slug: str,
    *,
    environment: str,
    planned_at: datetime,
    by: Actor,
    now: datetime,
) -> Review:
    """Start a launch review, or renew one: an approval that stands does so until the new one."""
    service = service_cases.by_slug(session, slug)
    owner = service_cases.owner_of(session, service)
    require(by, Action.START_REVIEW, owner_team=owner.slug)
    services.lock_service(session, service.id)
    place = environment_named(session, environment)
    _require_none_open(session, service, place)
    pinned = launch_checklist(session)
    if planned_at <= now:
        sentence = "The planned launch has to be in the future."
        raise BadInput(sentence, {"planned_at": sentence})
    review = _review(service, place, pinned, planned_at, by, now)
    session.add(review)
    session.flush()
    move(session, review, Move.STARTED, by=by, now=now)
    record(
        session,
        "review.started",
        by=by,
        service=service.id,
        review=review.id,
        environment=place.name,
        checklist=pinned.digest,
        facts=review.facts,
    )
    touch(session, service.id)
    session.flush()
    return review


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
    governs = governing(session, found.service.id)
    if governs.get(found.review.environment_id) != found.review.id:
        raise WrongMoment("A newer review governs the gate; this one is history.")
    if not found.review.is_open:
        _require_none_open(session, found.service, found.subject.environment)


def require_abandonable(found: Dossier) -> None:
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned already.")
    if found.phase.is_approved:
        raise WrongMoment("An approved review cannot be abandoned. Reopen it first.")


def touched_gates(found: Dossier, areas: Collection[str]) -> tuple[GateView, ...]:
    """Return the gates that cover any of the areas."""
    return tuple(gate for gate in found.gates if set(gate.rule.areas) & set(areas))


def launch_checklist(session: Session) -> Pinned:
    pinned = checklists.newest(session, Kind.LAUNCH)
    if pinned is None:
        raise WrongMoment("There is no launch checklist yet. Run: readiness checklists sync")
    return pinned


def environment_named(session: Session, name: str) -> Environment:
    found = environments.environment_by_name(session, name)
    if found is None:
        sentence = f"There is no environment {name}."
        raise BadInput(sentence, {"environment": sentence})
    return found


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


def _require_none_open(session: Session, service: Service, environment: Environment) -> None:
    for review in reviews.open_reviews_of(session, service.id):
        if review.environment_id == environment.id and review.kind == Kind.LAUNCH:
            raise WrongMoment(
                f"There is already an open launch review of {service.name}"
                f" for {environment.name}; go on with that one."
            )


def _require_known(found: Dossier, areas: Collection[str]) -> None:
    known = {area.id for area in found.pinned.checklist.areas}
    if not areas or not known.issuperset(areas):
        raise BadInput("Choose the areas to reopen.", {"areas": "Choose at least one area."})


def _require_closing(found: Dossier, closes: Collection[str]) -> None:
    # With every gate still signed, the review would be approved again before anybody could answer.
    if found.phase.is_approved and not closes:
        sentence = "No gate signs what you chose; choose an area that a gate signs as well."
        raise BadInput(sentence, {"areas": sentence})


def _review(
    service: Service,
    environment: Environment,
    pinned: Pinned,
    planned_at: datetime,
    by: Actor,
    now: datetime,
) -> Review:
    return Review(
        service_id=service.id,
        environment_id=environment.id,
        checklist_version_id=pinned.id,
        kind=Kind.LAUNCH,
        facts=service.facts,
        planned_at=planned_at,
        asked_by=service_cases.person_of(by),
        asked_at=now,
        is_open=True,
    )
