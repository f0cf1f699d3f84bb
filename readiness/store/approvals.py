"""The instants at which a review was approved, with all that it rested on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain
from readiness.store.reviews import Review


class Approval(Base):
    """Append-only. `digest` is that of `snapshot`, the whole review as it was approved.

    `ledger_size` and `ledger_head` are the ledger just before the approval's own entry.
    """

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    score: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    snapshot: Mapped[Plain]
    ends_at: Mapped[datetime]
    ledger_size: Mapped[int]
    ledger_head: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


def approvals_of(session: Session, review_id: int) -> Sequence[Approval]:
    query = select(Approval).where(Approval.review_id == review_id)
    return session.scalars(query.order_by(Approval.id)).all()


def approved_last(session: Session, service_id: int) -> dict[tuple[str, int], int]:
    """Return by kind and environment the review that was approved last."""
    query = (
        select(Review.kind, Review.environment_id, Approval.review_id)
        .join(Review, Review.id == Approval.review_id)
        .where(Review.service_id == service_id)
    )
    rows = session.execute(query.order_by(Approval.id))
    return {(kind, place): review for kind, place, review in rows}


def first_approved_at(session: Session, review_id: int) -> datetime | None:
    return session.scalar(select(func.min(Approval.at)).where(Approval.review_id == review_id))


def newest_approval(session: Session, review_id: int) -> Approval | None:
    query = select(Approval).where(Approval.review_id == review_id)
    return session.scalar(query.order_by(Approval.id.desc()).limit(1))
