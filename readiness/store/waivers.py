"""Waivers: one unmet question, accepted for a time, and what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Waiver(Base):
    """Append-only: what was asked for. `control` is what makes up for it meanwhile.

    `ends_at` is what was asked for; a grant may have narrowed it.
    """

    __tablename__ = "waivers"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    question: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(4000))
    control: Mapped[str] = mapped_column(String(4000), default="")
    salt: Mapped[str] = mapped_column(String(32))
    ends_at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class WaiverDecision(Base):
    """Append-only: granted, refused or revoked. The newest one counts.

    A grant with an `ends_at` narrows the waiver to it. A refusal by whoever asked takes the
    request back.
    """

    __tablename__ = "waiver_decisions"
    __table_args__ = (
        CheckConstraint("decision in ('granted','refused','revoked')", name="decision_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    waiver_id: Mapped[int] = mapped_column(ForeignKey("waivers.id"), index=True)
    decision: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(String(4000), default="")
    ends_at: Mapped[datetime | None]
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def waivers_of(session: Session, review_id: int) -> Sequence[Waiver]:
    query = select(Waiver).where(Waiver.review_id == review_id)
    return session.scalars(query.order_by(Waiver.id)).all()


def ended_undecided(session: Session, now: datetime) -> Sequence[Waiver]:
    """Return what was asked for until a day that is over, and never decided on."""
    decided = select(WaiverDecision.waiver_id)
    query = select(Waiver).where(Waiver.ends_at <= now, Waiver.id.not_in(decided))
    return session.scalars(query.order_by(Waiver.id)).all()
