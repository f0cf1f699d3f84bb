"""What a review is about, and what it stands on: a checklist version and a copy of the facts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core import facts
from readiness.core.errors import NotFound
from readiness.core.facts import Facts
from readiness.store import reviews
from readiness.store.base import Plain
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases.checklists import Pinned, pinned


@dataclass(frozen=True, slots=True)
class Stand:
    """A stored checklist version, by its row, and the facts as they are kept."""

    version: int
    facts: Plain


@dataclass(frozen=True, slots=True)
class Subject:
    """`facts` are what `kept` says: the copy that reviewers see and votes are bound to."""

    review: Review
    service: Service
    owner: Team
    environment: Environment
    pinned: Pinned
    facts: Facts
    kept: Plain


def stand_of(review: Review) -> Stand:
    return Stand(review.checklist_version_id, review.facts)


def review_of(session: Session, review_id: int) -> Review:
    review = reviews.review_by_id(session, review_id)
    if review is None:
        raise NotFound(f"There is no review {review_id}.")
    return review


def subject_of(session: Session, review: Review, stand: Stand) -> Subject:
    """Return what the review would be about if it stood on this."""
    service = session.get_one(Service, review.service_id)
    return Subject(
        review=review,
        service=service,
        owner=session.get_one(Team, service.owner_team_id),
        environment=session.get_one(Environment, review.environment_id),
        pinned=pinned(session, stand.version),
        facts=facts.from_plain(stand.facts),
        kept=stand.facts,
    )
