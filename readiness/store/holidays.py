"""Days on which a team does not work, beside its weekends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Holiday(Base):
    __tablename__ = "holidays"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


def holidays_of(session: Session, teams: Collection[int]) -> Mapping[int, Mapping[date, str]]:
    """Return by team the names of its holidays by day, in order; a team without any has none."""
    found: dict[int, dict[date, str]] = {team: {} for team in teams}
    query = select(Holiday).where(Holiday.team_id.in_(teams)).order_by(Holiday.day)
    for row in session.scalars(query):
        found[row.team_id][row.day] = row.name
    return found
