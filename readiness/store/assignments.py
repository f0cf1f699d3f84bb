"""Which reviewer has a gate in hand, and which consultant goes along with a review."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Assignment(Base):
    """Append-only: the newest of a gate counts. `person_id` is None when nobody has it in hand."""

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint(
            "how in ('least_loaded','by_hand','taken_over','handed_over','substitute','released')",
            name="how_known",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    gate: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    how: Mapped[str] = mapped_column(String(20))
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Consultant(Base):
    """Append-only: the newest of a review counts. `person_id` is None when there is none."""

    __tablename__ = "consultants"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def newest_assignments(
    session: Session, reviews: Collection[int]
) -> Mapping[tuple[int, str], Assignment]:
    """Return the newest assignment of each gate of these reviews that ever had one."""
    newest = select(func.max(Assignment.id)).where(Assignment.review_id.in_(reviews))
    newest = newest.group_by(Assignment.review_id, Assignment.gate)
    rows = session.scalars(select(Assignment).where(Assignment.id.in_(newest)))
    return {(row.review_id, row.gate): row for row in rows}


def last_assigned(session: Session, people: Collection[int]) -> Mapping[int, int]:
    """Return the number of the newest assignment that each of these people was given."""
    query = select(Assignment.person_id, func.max(Assignment.id).label("last"))
    query = query.where(Assignment.person_id.in_(people)).group_by(Assignment.person_id)
    return {row.person_id: row.last for row in session.execute(query)}


def newest_consultant(session: Session, review_id: int) -> Consultant | None:
    query = select(Consultant).where(Consultant.review_id == review_id)
    return session.scalar(query.order_by(Consultant.id.desc()).limit(1))
