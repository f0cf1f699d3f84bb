"""Which questions a review did not meet when it was sent to its reviewers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, case, func, literal_column, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.answers import Sending
from readiness.store.base import Base
from readiness.store.checklists import ChecklistVersion
from readiness.store.reviews import Review


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


def times_unmet(session: Session, checklist: str, ids: Mapping[str, str]) -> dict[str, int]:
    """Return in how many reviews each question was unmet; `ids` names it by each id it ever had."""
    question = case(dict(ids), value=UnmetWhenSent.question, else_=UnmetWhenSent.question)
    counted = func.count(UnmetWhenSent.review_id.distinct())
    query = select(question, counted).where(UnmetWhenSent.checklist == checklist)
    return dict(session.execute(query.group_by(literal_column("1"))).all())


def reviews_sent(session: Session, checklist: str) -> int:
    """Return how many reviews by any version of the checklist were ever sent to a gate."""
    query = (
        select(func.count(Sending.review_id.distinct()))
        .join(Review, Review.id == Sending.review_id)
        .join(ChecklistVersion, ChecklistVersion.id == Review.checklist_version_id)
        .where(ChecklistVersion.checklist == checklist)
    )
    return session.scalars(query).one()
