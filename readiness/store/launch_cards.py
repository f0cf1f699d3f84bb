"""The card of the launch day: every revision of what its small form says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class LaunchCard(Base):
    """Append-only: the revision with the highest `number` counts. `value` holds every field."""

    __tablename__ = "launch_cards"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    number: Mapped[int]
    value: Mapped[Plain]
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def newest_card(session: Session, review_id: int) -> LaunchCard | None:
    query = select(LaunchCard).where(LaunchCard.review_id == review_id)
    return session.scalar(query.order_by(LaunchCard.number.desc()).limit(1))
