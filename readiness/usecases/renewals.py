"""Renewing: the approval that stands while its successor is worked on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.rights import Action, Actor, require
from readiness.core.verdicts import Verdict
from readiness.store import approvals, environments, reviews, verdicts
from readiness.usecases import services
from readiness.usecases.dossiers import Dossier
from readiness.usecases.governing import governing


@dataclass(frozen=True, slots=True)
class Standing:
    """An approval and its review. `ends_at` is None once the launch has used it up for good;
    `lets_through` says whether the gate goes by it now.
    """

    review: int
    at: datetime
    ends_at: datetime | None
    lets_through: bool


@dataclass(frozen=True, slots=True)
class Renewal:
    """`stands` is the approval that the review would replace, `successor` the open review that
    renews it, `by` the newer one that has replaced it.
    """

    stands: Standing | None = None
    successor: int | None = None
    by: int | None = None


def of_review(session: Session, found: Dossier, *, by: Actor, now: datetime) -> Renewal:
    """Return how the review stands to the one before or after it. A change renews nothing."""
    require(by, Action.READ)
    review = found.review
    if review.kind == Kind.CHANGE or found.phase.is_abandoned:
        return Renewal()
    governs = governing(session, found.service.id, review.kind).get(review.environment_id)
    if found.phase.was_approved:
        newer = governs if governs != review.id else None
        return Renewal(successor=_successor(session, found), by=newer)
    is_renewal = governs is not None and governs != review.id
    return Renewal(stands=_standing(session, governs, now) if governs and is_renewal else None)


def of_service(
    session: Session, slug: str, kind: Kind, *, by: Actor, now: datetime
) -> Mapping[str, Standing]:
    """Return by environment the approval that a new review of that kind would renew."""
    require(by, Action.READ)
    if kind is Kind.CHANGE:
        return {}
    governs = governing(session, services.by_slug(session, slug).id, kind)
    places = {place.id: place.name for place in environments.every_environment(session)}
    found = {places[place]: _standing(session, review, now) for place, review in governs.items()}
    return {place: standing for place, standing in found.items() if standing is not None}


def _standing(session: Session, review_id: int, now: datetime) -> Standing | None:
    approval = approvals.newest_approval(session, review_id)
    review = reviews.review_by_id(session, review_id)
    if approval is None or review is None:
        return None
    is_used = review.kind == Kind.LAUNCH and reviews.has_launched(
        session, review.service_id, review.environment_id
    )
    segment = verdicts.segment_at(
        session, review.service_id, review.environment_id, now, review.kind
    )
    counts = segment.verdict == Verdict.APPROVED if segment else now < approval.ends_at
    return Standing(review_id, approval.at, None if is_used else approval.ends_at, counts)


def _successor(session: Session, found: Dossier) -> int | None:
    """Return the open review of the same kind for the same environment, if there is another."""
    review = found.review
    same = (review.environment_id, review.kind)
    return next(
        (
            each.id
            for each in reviews.open_reviews_of(session, review.service_id)
            if (each.environment_id, each.kind) == same and each.id != review.id
        ),
        None,
    )
