"""What the team claims to each question, every revision of it, and when an area was sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class AnswerRevision(Base):
    """Append-only. `number` counts the revisions of one answer from 1; `value` holds evidence too."""

    __tablename__ = "answer_revisions"
    __table_args__ = (UniqueConstraint("review_id", "question", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    area: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    value: Mapped[Plain]
    evidence: Mapped[list[Plain]]
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Sending(Base):
    """Append-only: from then on reviewers see the area's answers up to this revision."""

    __tablename__ = "sendings"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    area: Mapped[str] = mapped_column(String(40))
    up_to: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def revisions_of(session: Session, review_id: int) -> Sequence[AnswerRevision]:
    """Return every revision, oldest first."""
    query = select(AnswerRevision).where(AnswerRevision.review_id == review_id)
    return session.scalars(query.order_by(AnswerRevision.id)).all()


def newest_revision(session: Session, review_id: int, question: str) -> AnswerRevision | None:
    query = select(AnswerRevision).where(
        AnswerRevision.review_id == review_id, AnswerRevision.question == question
    )
    return session.scalar(query.order_by(AnswerRevision.number.desc()).limit(1))


def last_revision_id(session: Session, review_id: int) -> int:
    query = select(func.max(AnswerRevision.id)).where(AnswerRevision.review_id == review_id)
    return session.scalar(query) or 0


def sendings_of(session: Session, review_id: int) -> Sequence[Sending]:
    query = select(Sending).where(Sending.review_id == review_id)
    return session.scalars(query.order_by(Sending.id)).all()


def newest_revisions(session: Session, review_id: int) -> Sequence[AnswerRevision]:
    """Return the newest revision of each answer."""
    newest = (
        select(func.max(AnswerRevision.id))
        .where(AnswerRevision.review_id == review_id)
        .group_by(AnswerRevision.question)
    )
    return session.scalars(select(AnswerRevision).where(AnswerRevision.id.in_(newest))).all()


def contributors_of(session: Session, review_id: int, areas: Collection[str]) -> frozenset[int]:
    query = select(AnswerRevision.by).where(
        AnswerRevision.review_id == review_id, AnswerRevision.area.in_(areas)
    )
    return frozenset(session.scalars(query.distinct()))
