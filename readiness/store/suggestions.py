"""Answers of other reviews: earlier ones of the same service, and approved ones of other services."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from readiness.store.answers import AnswerRevision
from readiness.store.approvals import Approval
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.verdicts import ReviewSummary

WITHOUT_CLAIM = ("", "unknown")


@dataclass(frozen=True, slots=True)
class PastReview:
    """`environment` is its name."""

    id: int
    kind: str
    environment_id: int
    environment: str
    version_id: int
    asked_at: datetime


def reviews_before(session: Session, review: Review) -> Sequence[PastReview]:
    """Return the service's reviews that were started before this one, whatever became of them."""
    query = (
        select(
            Review.id,
            Review.kind,
            Environment.id,
            Environment.name,
            Review.checklist_version_id,
            Review.asked_at,
        )
        .join(Environment, Environment.id == Review.environment_id)
        .where(Review.service_id == review.service_id, Review.id < review.id)
    )
    return [PastReview(*row) for row in session.execute(query.order_by(Review.id))]


def newest_answers(session: Session, reviews: Collection[int]) -> dict[int, dict[str, int]]:
    """Return by review the newest revision of each answer, by the id that it was saved under."""
    query = (
        select(AnswerRevision.review_id, AnswerRevision.question, func.max(AnswerRevision.id))
        .where(AnswerRevision.review_id.in_(reviews))
        .group_by(AnswerRevision.review_id, AnswerRevision.question)
    )
    found: dict[int, dict[str, int]] = {}
    for review, question, revision in session.execute(query):
        found.setdefault(review, {})[question] = revision
    return found


def approvals_elsewhere(
    session: Session, service_id: int, questions: Collection[str], *, most: int
) -> Sequence[Approval]:
    """Return for each other service its newest approval that stands and once answered this.

    The newest come first. `questions` are the ids that the question has or had.
    """
    answered = (
        select(AnswerRevision.id)
        .where(AnswerRevision.review_id == Approval.review_id)
        .where(AnswerRevision.question.in_(questions))
        .where(AnswerRevision.value["choice"].as_string().not_in(WITHOUT_CLAIM))
    )
    newest = (
        select(func.max(Approval.id).label("id"))
        .join(Review, Review.id == Approval.review_id)
        .join(ReviewSummary, ReviewSummary.review_id == Review.id)
        .where(ReviewSummary.state == "approved", Review.service_id != service_id)
        .where(answered.exists())
        .group_by(Review.service_id)
        .order_by(func.max(Approval.id).desc())
        .limit(most)
    )
    query = select(Approval).where(Approval.id.in_(newest)).order_by(Approval.id.desc())
    return session.scalars(query).all()
