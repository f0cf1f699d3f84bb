"""What starts and stops the clocks of gates: votes taken back, and what people said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.store.comments import Comment
from readiness.store.signoffs import Vote, Withdrawal


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comment without its text."""

    review: int
    gate: str | None
    question: str | None
    by: int
    at: datetime


def taken_back(session: Session, review_id: int) -> Mapping[int, datetime]:
    """Return by vote when it was withdrawn, of those that were."""
    query = (
        select(Withdrawal.vote_id, Withdrawal.at)
        .join(Vote, Vote.id == Withdrawal.vote_id)
        .where(Vote.review_id == review_id)
    )
    return {row.vote_id: row.at for row in session.execute(query)}


def spoken(session: Session, reviews: Collection[int]) -> Sequence[Spoken]:
    """Return who commented on what in these reviews, oldest first."""
    columns = (Comment.review_id, Comment.gate, Comment.question, Comment.by, Comment.at)
    query = select(*columns).where(Comment.review_id.in_(reviews)).order_by(Comment.id)
    return [Spoken(*row) for row in session.execute(query)]
