"""Who is out of office until when, and who stands in for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Absence(Base):
    """Append-only: the newest of a person counts. `until` is the last day away, None when back."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    until: Mapped[date | None]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def newest_absences(session: Session, people: Collection[int]) -> Mapping[int, Absence]:
    """Return by person what was said last, of those who ever said anything."""
    newest = select(func.max(Absence.id)).where(Absence.person_id.in_(people))
    query = select(Absence).where(Absence.id.in_(newest.group_by(Absence.person_id)))
    return {row.person_id: row for row in session.scalars(query)}
