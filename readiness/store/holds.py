"""Holds: who stopped a service, why, and who ended that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Hold(Base):
    """Append-only. It stands until a row of `hold_ends` names it."""

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class HoldEnd(Base):
    """Append-only: a hold ends once, and somebody says why."""

    __tablename__ = "hold_ends"
    __table_args__ = (UniqueConstraint("hold_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hold_id: Mapped[int] = mapped_column(ForeignKey("holds.id"))
    reason: Mapped[str] = mapped_column(String(500))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def standing(session: Session, service_id: int) -> Sequence[Hold]:
    """Return the holds of the service that nobody has ended, oldest first."""
    ended = select(HoldEnd.id).where(HoldEnd.hold_id == Hold.id).exists()
    query = select(Hold).where(Hold.service_id == service_id, ~ended)
    return session.scalars(query.order_by(Hold.id)).all()


def holds_of(session: Session, service_id: int) -> Sequence[tuple[Hold, HoldEnd | None]]:
    """Return every hold of the service with its end, newest first."""
    query = select(Hold, HoldEnd).outerjoin(HoldEnd, HoldEnd.hold_id == Hold.id)
    found = session.execute(query.where(Hold.service_id == service_id).order_by(Hold.id.desc()))
    return [(row[0], row[1]) for row in found]


def hold_of(session: Session, service_id: int, hold_id: int) -> tuple[Hold, HoldEnd | None] | None:
    """Return the hold if it is one of this service."""
    return next((row for row in holds_of(session, service_id) if row[0].id == hold_id), None)
