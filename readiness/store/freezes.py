"""Freezes: when nobody launches or deploys, what was shortened, who was excepted, and the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base

#: The only row of the calendar.
ONLY = 1


class FreezeRow(Base):
    """Append-only. `zone` is where its times were typed; they are stored in UTC."""

    __tablename__ = "freezes"
    __table_args__ = (CheckConstraint("covers in ('launches','deployments')", name="covers_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    covers: Mapped[str] = mapped_column(String(20))
    environments: Mapped[list[str]] = mapped_column(JSON)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    zone: Mapped[str] = mapped_column(String(60))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class FreezeMove(Base):
    """Append-only: it ends earlier. One that ends when it starts was cancelled. The newest counts."""

    __tablename__ = "freeze_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    freeze_id: Mapped[int] = mapped_column(ForeignKey("freezes.id"), index=True)
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(500))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class FreezeException(Base):
    """Append-only: one service that the freeze does not stop."""

    __tablename__ = "freeze_exceptions"
    __table_args__ = (UniqueConstraint("freeze_id", "service_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    freeze_id: Mapped[int] = mapped_column(ForeignKey("freezes.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    reason: Mapped[str] = mapped_column(String(500))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class FreezeCalendar(Base):
    """One row: the freezes that run or are to come, for the gate to read beside the verdict."""

    __tablename__ = "freeze_calendars"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str]


def calendar(session: Session, *, lock: bool = False) -> FreezeCalendar:
    """Return its row; locked, until the transaction ends. Without it nothing is known of freezes."""
    return session.get_one(FreezeCalendar, ONLY, with_for_update=lock, populate_existing=lock)


def every_freeze(session: Session) -> Sequence[FreezeRow]:
    """Return them all, by when they start."""
    return session.scalars(select(FreezeRow).order_by(FreezeRow.starts_at, FreezeRow.id)).all()


def moves(session: Session) -> Mapping[int, Sequence[FreezeMove]]:
    """Return by freeze what was said of its end, oldest first."""
    found: dict[int, list[FreezeMove]] = {}
    for row in session.scalars(select(FreezeMove).order_by(FreezeMove.id)):
        found.setdefault(row.freeze_id, []).append(row)
    return found


def exceptions(session: Session) -> Mapping[int, Sequence[FreezeException]]:
    """Return by freeze who was excepted, oldest first."""
    found: dict[int, list[FreezeException]] = {}
    for row in session.scalars(select(FreezeException).order_by(FreezeException.id)):
        found.setdefault(row.freeze_id, []).append(row)
    return found
