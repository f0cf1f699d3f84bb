"""What stops the clocks of gates: what people said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.store.comments import Comment


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comment without its text."""

    review: int
    gate: str | None
    question: str | None
    by: int
    at: datetime


def spoken(session: Session, reviews: Collection[int]) -> Sequence[Spoken]:
    """Return who commented on what in these reviews, oldest first."""
    columns = (Comment.review_id, Comment.gate, Comment.question, Comment.by, Comment.at)
    query = select(*columns).where(Comment.review_id.in_(reviews)).order_by(Comment.id)
    return [Spoken(*row) for row in session.execute(query)]
