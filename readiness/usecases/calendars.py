"""On which days a team works: its time zone, its weekend and its holidays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import holidays
from readiness.core.errors import BadInput, NotFound
from readiness.core.rights import Action, Actor, require
from readiness.core.working_days import DAYS, Calendar, today_in
from readiness.store.holidays import Holiday, holidays_of
from readiness.store.services import Service, lock_service
from readiness.store.teams import Team
from readiness.usecases.records import record, touch


def calendar_of(session: Session, team: Team) -> Calendar:
    return calendars_of(session, [team])[team.id]


def calendars_of(session: Session, teams: Collection[Team]) -> Mapping[int, Calendar]:
    """Return the calendar of each of these teams by its id, in one query."""
    days_off = holidays_of(session, [team.id for team in teams])
    return {team.id: _calendar(team.time_zone, team.weekend, days_off[team.id]) for team in teams}


def _calendar(zone: str, weekend: Collection[str], days: Collection[date]) -> Calendar:
    return Calendar(zone, frozenset(DAYS.index(day) for day in weekend), frozenset(days))


def change_week(
    session: Session,
    slug: str,
    *,
    time_zone: str,
    weekend: Collection[str],
    by: Actor,
    now: datetime,
) -> None:
    """Change the zone and the days off of every week.

    What was granted keeps its end; what is worked out anew from the calendar moves.
    """
    require(by, Action.CHANGE_CALENDAR, team=slug)
    team = _held(session, slug)
    zone, week = _zone(time_zone), _week(weekend)
    days = holidays_of(session, [team.id])[team.id]
    _require_working(_calendar(zone, week, days), "weekend")
    team.time_zone, team.weekend = zone, week
    session.flush()
    record(session, "team.week_changed", by=by, team=slug, zone=zone, weekend=week)


def add_holidays(session: Session, slug: str, text: str, *, by: Actor, now: datetime) -> int:
    """Add days off, one a line as in "2026-12-25 Christmas", and return how many are new."""
    require(by, Action.CHANGE_CALENDAR, team=slug)
    team = _held(session, slug)
    before = calendar_of(session, team)
    days = holidays.read(text, today=today_in(before, now))
    all_days = before.holidays.union(days)
    if len(all_days) > holidays.MOST:
        raise _refused("holidays", f"A team can have {holidays.MOST} holidays. Remove old ones.")
    _require_working(replace(before, holidays=all_days), "holidays")
    for day, name in days.items():
        session.merge(Holiday(team_id=team.id, day=day, name=name))
    session.flush()
    said = sorted(day.isoformat() for day in days)
    record(session, "team.holidays_added", by=by, team=slug, days=said)
    return len(all_days) - len(before.holidays)


def remove_holiday(session: Session, slug: str, day: date, *, by: Actor, now: datetime) -> None:
    require(by, Action.CHANGE_CALENDAR, team=slug)
    team = _held(session, slug)
    row = session.get(Holiday, (team.id, day))
    if row is None:
        raise NotFound("The team has no holiday on this day.")
    session.delete(row)
    session.flush()
    record(session, "team.holiday_removed", by=by, team=slug, day=day.isoformat())


def _held(session: Session, slug: str) -> Team:
    """Return the team and hold it, then its services, so that two changes follow each other."""
    team = session.scalar(select(Team).where(Team.slug == slug).with_for_update(key_share=True))
    if team is None:
        raise NotFound("There is no such team.")
    owned = select(Service.id).where(Service.owner_team_id == team.id).order_by(Service.id)
    for service_id in session.scalars(owned).all():
        lock_service(session, service_id)
        touch(session, service_id)
    return team


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise _refused("time_zone", "Choose a time zone from the list.")
    return name


def _week(days: Collection[str]) -> list[str]:
    if not set(days) <= set(DAYS):
        raise _refused("weekend", "Choose days of the week.")
    if set(days) == set(DAYS):
        raise _refused("weekend", "Leave at least one working day in the week.")
    return [day for day in DAYS if day in days]


def _require_working(calendar: Calendar, field: str) -> None:
    first = holidays.too_long_away(calendar)
    if first is not None:
        most = holidays.LONGEST_PAUSE
        raise _refused(
            field,
            f"From {first.isoformat()} there would be more than {most} days without a working day."
            " What ends waits for a working day, so leave one in between.",
        )


def _refused(field: str, sentence: str) -> BadInput:
    return BadInput("The calendar was not changed.", {field: sentence})
