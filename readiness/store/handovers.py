"""Who runs a service from when on: acceptance by an SRE team, hand-back, retirement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Handover(Base):
    """Append-only: one step in who runs the service.

    `team_id` is the SRE team, `person_id` the consultant where the step names one. A hand-back is
    effective on `effective_on`, after notice; the team goes on consulting until `consulting_until`.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        CheckConstraint(
            "step in ('consultant','accepted','handed_back','retired')", name="step_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(String(4000), default="")
    effective_on: Mapped[date | None]
    consulting_until: Mapped[date | None]
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def handovers_of(session: Session, service_id: int) -> Sequence[Handover]:
    query = select(Handover).where(Handover.service_id == service_id)
    return session.scalars(query.order_by(Handover.id)).all()


def was_accepted(session: Session, review_id: int) -> bool:
    """Return whether an SRE team has taken the service over by this review."""
    query = select(Handover.id).where(Handover.review_id == review_id, Handover.step == "accepted")
    return session.scalar(query.limit(1)) is not None
