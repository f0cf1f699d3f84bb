"""Reports of approved reviews. One that is stored never changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select, true
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from readiness.store.base import Base


class Report(Base):
    """Append-only: the PDF of one approval."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"), unique=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    made_at: Mapped[datetime]


class Draft(Base):
    """The newest draft of a review that is not approved: made on request, replaced at will."""

    __tablename__ = "drafts"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(500), default="")
    with_comments: Mapped[bool] = mapped_column(default=True, server_default=true())
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    @property
    def is_made(self) -> bool:
        """Whether it was made since it was last asked for."""
        return self.made_at is not None and self.made_at >= self.asked_at


def report_of_approval(session: Session, approval_id: int) -> Report | None:
    return session.scalar(select(Report).where(Report.approval_id == approval_id))


def reports_of(session: Session, review_id: int) -> Sequence[Report]:
    """Return the reports of every approval of the review, newest first, without their content."""
    query = select(Report).where(Report.review_id == review_id)
    return session.scalars(query.order_by(Report.id.desc())).all()


def draft_of(session: Session, review_id: int) -> Draft | None:
    return session.get(Draft, review_id)
