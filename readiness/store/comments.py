"""Comments on a question or a gate of a review, and what their authors made of them later."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Comment(Base):
    """Append-only. It starts a thread, or answers in the one whose first comment is `thread_id`."""

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("id", "review_id"),
        # An answer stays in the review of its thread.
        ForeignKeyConstraint(
            ["thread_id", "review_id"],
            ["comments.id", "comments.review_id"],
            name="fk_comments_thread_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    thread_id: Mapped[int | None] = mapped_column(index=True)
    question: Mapped[str | None] = mapped_column(String(80))
    gate: Mapped[str | None] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(String(4000))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]

    @property
    def thread(self) -> int:
        """Return the id of the comment that started its thread: its own, if it is that one."""
        return self.thread_id or self.id


class CommentEdit(Base):
    """Append-only: what its author made of a comment. `number` counts from 1; the newest shows."""

    __tablename__ = "comment_edits"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(String(4000))
    salt: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


def comments_of(session: Session, review_id: int) -> Sequence[Comment]:
    query = select(Comment).where(Comment.review_id == review_id)
    return session.scalars(query.order_by(Comment.id)).all()


def comment_by_id(session: Session, review_id: int, comment_id: int) -> Comment | None:
    """Return the comment if it belongs to the review."""
    query = select(Comment).where(Comment.review_id == review_id, Comment.id == comment_id)
    return session.scalar(query)


def hold(session: Session, comment: Comment) -> None:
    """Let nobody else change the comment or turn its thread until the transaction ends."""
    query = select(Comment.id).where(Comment.id == comment.id)
    session.execute(query.with_for_update())


def edits_of(session: Session, review_id: int) -> Sequence[CommentEdit]:
    """Return every edit of the review's comments, oldest first."""
    query = select(CommentEdit).join(Comment, Comment.id == CommentEdit.comment_id)
    return session.scalars(
        query.where(Comment.review_id == review_id).order_by(CommentEdit.id)
    ).all()


def edits_by_comment(session: Session, comments: Collection[int]) -> dict[int, list[CommentEdit]]:
    """Return the edits of each of these comments that has any, oldest first."""
    query = select(CommentEdit).where(CommentEdit.comment_id.in_(comments))
    found: dict[int, list[CommentEdit]] = {}
    for row in session.scalars(query.order_by(CommentEdit.id)):
        found.setdefault(row.comment_id, []).append(row)
    return found
