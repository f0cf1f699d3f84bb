"""Work that a change owes to the world, written in the transaction of that change."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class OutboxRow(Base):
    """`not_before` moves ahead while a worker holds the row (its lease) and after a failure."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "done_at", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[Plain]
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(500), default="")


def claim(session: Session, *, now: datetime, lease: timedelta) -> OutboxRow | None:
    """Take the oldest row that is due and hold it for the lease; a dead worker's row comes back."""
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.done_at.is_(None),
            OutboxRow.failed_at.is_(None),
            OutboxRow.not_before <= now,
        )
        .order_by(OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.scalar(query)
    if row is not None:
        row.not_before = now + lease
        row.attempts += 1
    return row


def waiting_count(session: Session) -> int:
    query = select(OutboxRow.id).where(OutboxRow.done_at.is_(None), OutboxRow.failed_at.is_(None))
    return len(session.scalars(query).all())
