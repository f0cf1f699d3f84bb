"""On which days a team works: its time zone, its weekend and its holidays."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from readiness.core.working_days import DAYS, Calendar
from readiness.store.holidays import holidays_of
from readiness.store.teams import Team


def calendar_of(session: Session, team: Team) -> Calendar:
    return calendars_of(session, [team])[team.id]


def calendars_of(session: Session, teams: Collection[Team]) -> Mapping[int, Calendar]:
    """Return the calendar of each of these teams by its id, in one query."""
    holidays = holidays_of(session, [team.id for team in teams])
    return {
        team.id: Calendar(
            team.time_zone,
            frozenset(DAYS.index(day) for day in team.weekend),
            frozenset(holidays[team.id]),
        )
        for team in teams
    }
