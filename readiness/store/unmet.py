"""Which questions a review did not meet when it was sent to its reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.answers import Sending
from readiness.store.base import Base
from readiness.store.checklists import ChecklistVersion
from readiness.store.reviews import Review
from readiness.store.verdicts import ReviewSummary


class UnmetWhenSent(Base):
    """Append-only, and once for a review, however often it is sent."""

    __tablename__ = "unmet_when_sent"
    __table_args__ = (Index("ix_unmet_when_sent_checklist", "checklist", "question"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    checklist: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]


def unmet_of(session: Session, review_id: int) -> frozenset[str]:
    """Return the questions that were unmet in the review before."""
    query = select(UnmetWhenSent.question).where(UnmetWhenSent.review_id == review_id)
    return frozenset(session.scalars(query))


def unmet_in(session: Session, checklist: str) -> Sequence[tuple[int, str]]:
    """Return each review with each question that was unmet in it, by its id of then."""
    query = select(UnmetWhenSent.review_id, UnmetWhenSent.question)
    rows = session.execute(query.where(UnmetWhenSent.checklist == checklist))
    return [(review, question) for review, question in rows]


def asked_in(session: Session, checklist: str) -> Sequence[tuple[int, frozenset[str], list[str]]]:
    """Return each review by any version that was sent: the areas sent, and what it asks."""
    query = (
        select(Sending.review_id, Sending.area)
        .join(Review, Review.id == Sending.review_id)
        .join(ChecklistVersion, ChecklistVersion.id == Review.checklist_version_id)
        .where(ChecklistVersion.checklist == checklist)
    )
    areas: dict[int, set[str]] = {}
    for review, area in session.execute(query.distinct()):
        areas.setdefault(review, set()).add(area)
    asked = select(ReviewSummary.review_id, ReviewSummary.summary["asked"])
    rows = session.execute(asked.where(ReviewSummary.review_id.in_(areas)))
    return [(review, frozenset(areas[review]), ids) for review, ids in rows]
