"""Which areas and questions of a review are handed to whom, and what was said with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.answers import AnswerRevision
from readiness.store.base import Base, Plain


class Delegation(Base):
    """Append-only: the newest of an area or a question counts.

    `question` is empty where it is the whole area; `person_id` is None when it was taken back.
    """

    __tablename__ = "delegations"
    __table_args__ = (Index("ix_delegations_place", "review_id", "area", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    area: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    note: Mapped[str] = mapped_column(String(1000))
    salt: Mapped[str] = mapped_column(String(32))
    wished_on: Mapped[date | None]
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def newest_delegations(session: Session, reviews: Collection[int]) -> Sequence[Delegation]:
    """Return the newest row of each area and question of these reviews that ever had one."""
    newest = select(func.max(Delegation.id)).where(Delegation.review_id.in_(reviews))
    newest = newest.group_by(Delegation.review_id, Delegation.area, Delegation.question)
    query = select(Delegation).where(Delegation.id.in_(newest))
    return session.scalars(query.order_by(Delegation.id)).all()


def every_delegation(session: Session, review_id: int) -> Sequence[Delegation]:
    query = select(Delegation).where(Delegation.review_id == review_id)
    return session.scalars(query.order_by(Delegation.id)).all()


Said = tuple[Plain, Sequence[Plain]]


def said_in(session: Session, reviews: Collection[int]) -> Mapping[tuple[int, str], Said]:
    """Return each answer of these reviews and its evidence as of now, by review and question."""
    newest = select(func.max(AnswerRevision.id)).where(AnswerRevision.review_id.in_(reviews))
    newest = newest.group_by(AnswerRevision.review_id, AnswerRevision.question)
    said = (AnswerRevision.value, AnswerRevision.evidence)
    query = select(AnswerRevision.review_id, AnswerRevision.question, *said)
    rows = session.execute(query.where(AnswerRevision.id.in_(newest)))
    return {(row.review_id, row.question): (row.value, row.evidence) for row in rows}
