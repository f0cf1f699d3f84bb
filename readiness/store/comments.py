"""Comments on a question or a gate of a review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Comment(Base):
    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    question: Mapped[str | None] = mapped_column(String(80))
    gate: Mapped[str | None] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(String(4000))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def comments_of(session: Session, review_id: int) -> Sequence[Comment]:
    query = select(Comment).where(Comment.review_id == review_id)
    return session.scalars(query.order_by(Comment.id)).all()
