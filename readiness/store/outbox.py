"""Work that a change owes to the world, written in the transaction of that change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Index, Select, String, func, select, update
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


def is_due(session: Session, *, now: datetime) -> bool:
    """Return whether there is work, without a lock: most of the time there is none."""
    return session.scalar(_due(now)) is not None


def waits_since(session: Session, *, now: datetime) -> datetime | None:
    """Return since when the job that is due the longest could have been taken."""
    waits = OutboxRow.done_at.is_(None) & OutboxRow.failed_at.is_(None)
    query = select(func.min(OutboxRow.not_before)).where(waits, OutboxRow.not_before <= now)
    return session.scalar(query)


def claim(session: Session, *, now: datetime, lease: timedelta) -> OutboxRow | None:
    """Take the oldest row that is due and hold it for the lease; a dead worker's row comes back."""
    row = session.scalar(_due(now).with_for_update(skip_locked=True))
    if row is not None:
        row.not_before = now + lease
        row.attempts += 1
    return row


def _due(now: datetime) -> Select[OutboxRow]:
    waits = OutboxRow.done_at.is_(None) & OutboxRow.failed_at.is_(None)
    query = select(OutboxRow).where(waits, OutboxRow.not_before <= now)
    return query.order_by(OutboxRow.id).limit(1)


def finish(session: Session, row_id: int, *, attempt: int, now: datetime) -> bool:
    """Mark the row as done. False: its lease ran out, and somebody else has taken it since."""
    query = update(OutboxRow).where(
        OutboxRow.id == row_id, OutboxRow.attempts == attempt, OutboxRow.done_at.is_(None)
    )
    done: CursorResult[Any] = session.execute(query.values(done_at=now, fault=""))  # type: ignore[assignment]
    return done.rowcount == 1


def put_off(session: Session, row_id: int, *, attempt: int, fault: str, until: datetime) -> None:
    """Try again at `until`, unless somebody else has taken the row since."""
    _update(session, row_id, attempt, fault=fault[:500], not_before=until)


def give_up(session: Session, row_id: int, *, attempt: int, fault: str, now: datetime) -> bool:
    """Leave the row for a person to look at. False: somebody else has taken it since."""
    return _update(session, row_id, attempt, fault=fault[:500], failed_at=now)


def _update(session: Session, row_id: int, attempt: int, **values: object) -> bool:
    query = update(OutboxRow).where(OutboxRow.id == row_id, OutboxRow.attempts == attempt)
    query = query.where(OutboxRow.done_at.is_(None))
    changed: CursorResult[Any] = session.execute(query.values(**values))  # type: ignore[assignment]
    return changed.rowcount == 1
