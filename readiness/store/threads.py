"""Threads of comments: when each was resolved and reopened, and whom its comments mention."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base
from readiness.store.comments import Comment


class ThreadMove(Base):
    """Append-only. A thread is open until one resolves it; `number` counts its moves from 1.

    `up_to` is the newest comment that the thread had by then.
    """

    __tablename__ = "thread_moves"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        CheckConstraint("became in ('resolved','reopened')", name="became_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    number: Mapped[int]
    became: Mapped[str] = mapped_column(String(10))
    up_to: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Mention(Base):
    """Append-only: whom a comment names by which spelling, in its first text (0) or in an edit."""

    __tablename__ = "mentions"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    edit: Mapped[int] = mapped_column(primary_key=True)
    spelling: Mapped[str] = mapped_column(String(120), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Whom a text of a comment names: its first, which is 0, or one of its edits."""

    comment: int
    edit: int
    spelling: str
    person: int


def moves_of(session: Session, threads: Collection[int]) -> Sequence[ThreadMove]:
    """Return the moves of these threads, oldest first."""
    query = select(ThreadMove).where(ThreadMove.thread_id.in_(threads))
    return session.scalars(query.order_by(ThreadMove.id)).all()


def moves_of_review(session: Session, review_id: int) -> Sequence[ThreadMove]:
    query = select(ThreadMove).join(Comment, Comment.id == ThreadMove.thread_id)
    return session.scalars(
        query.where(Comment.review_id == review_id).order_by(ThreadMove.id)
    ).all()


def newest_comment(session: Session, thread: int) -> int:
    """Return the id of the last comment of the thread: the first, if nobody answered."""
    query = select(func.max(Comment.id)).where(Comment.thread_id == thread)
    return session.scalar(query) or thread


def mentions_of_review(session: Session, review_id: int) -> Sequence[Mentioned]:
    query = _mentions().join(Comment, Comment.id == Mention.comment_id)
    return _told(session, query.where(Comment.review_id == review_id))


def mentions_of(session: Session, comments: Collection[int]) -> Sequence[Mentioned]:
    return _told(session, _mentions().where(Mention.comment_id.in_(comments)))


def _mentions() -> Select[int, int, str, int]:
    return select(Mention.comment_id, Mention.edit, Mention.spelling, Mention.person_id)


def _told(session: Session, query: Select[int, int, str, int]) -> Sequence[Mentioned]:
    return [Mentioned(*row) for row in session.execute(query)]
