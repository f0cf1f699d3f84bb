"""Working days of a team: which days they are, and how much of them lies between two instants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: The names of the days as teams keep them; their places are the weekday's numbers.
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A team's zone, the weekdays on which it does not work (Monday is 0), and its days off."""

    zone: str
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.weekend) >= len(DAYS):
            raise ValueError("A week needs a working day.")

    def is_working(self, day: date) -> bool:
        """Return whether the team works then. A day that the zone left out is none."""
        if day.weekday() in self.weekend or day in self.holidays:
            return False
        return begin_of(day, self.zone) < begin_of(day + _DAY, self.zone)


def today_in(calendar: Calendar, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(calendar.zone)).date()


def begin_of(day: date, zone: str) -> datetime:
    """Return the instant at which that day begins there, in UTC."""
    return instant(datetime.combine(day, time()), zone)


def add_working_days(start: datetime, days: int, calendar: Calendar) -> datetime:
    """Return the instant at which so many working days have passed since the start, in UTC.

    Wednesday 15:00 and one day is Thursday 15:00. Nothing passes on a day off: from any time of a
    Saturday, one day is over when Monday is.
    """
    if days <= 0:
        return start.astimezone(UTC)
    clock = _clock(start, calendar.zone)
    is_within = clock.time() > time() and calendar.is_working(clock.date())
    ahead = _working_from(clock.date() + (_DAY if is_within else timedelta()), calendar)
    last = next(day for count, day in enumerate(ahead, 1) if count == days)
    if not is_within:
        return begin_of(last + _DAY, calendar.zone)
    return instant(datetime.combine(last, clock.time()), calendar.zone)


def _working_from(day: date, calendar: Calendar) -> Iterator[date]:
    while True:
        if calendar.is_working(day):
            yield day
        day += _DAY


def working_time(start: datetime, end: datetime, calendar: Calendar) -> float:
    """Return the working days between, with the part of a day; below zero if the end is first."""
    if end < start:
        return -working_time(end, start, calendar)
    first, last = _clock(start, calendar.zone), _clock(end, calendar.zone)
    passed = (last.date() - first.date()).days
    whole = sum(calendar.is_working(first.date() + timedelta(days=each)) for each in range(passed))
    return whole + _part(last, calendar) - _part(first, calendar)


def _part(clock: datetime, calendar: Calendar) -> float:
    """Return the part of the working day that is over, nothing on a day off."""
    if not calendar.is_working(clock.date()):
        return 0.0
    return (clock - datetime.combine(clock.date(), time())) / _DAY


def instant(clock: datetime, zone: str) -> datetime:
    """Return the first instant, in UTC, at which clocks there show this time or a later one."""
    early, late = (_in_utc(clock, zone, fold) for fold in (1, 0))
    # Only a time that the zone left out is later by the offset that was in force before.
    return _jump(early, late, zone) if early < late else late


def _clock(moment: datetime, zone: str) -> datetime:
    """Return what clocks there show, without a zone; they stand still while an hour is repeated."""
    local = moment.astimezone(ZoneInfo(zone))
    shown = local.replace(tzinfo=None, fold=0)
    if not local.fold:
        return shown
    jump = _jump(_in_utc(shown, zone, 0), moment.astimezone(UTC), zone)
    before = (jump - _SECOND).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    return before + _SECOND


def _in_utc(clock: datetime, zone: str, fold: int) -> datetime:
    return clock.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def _jump(before: datetime, after: datetime, zone: str) -> datetime:
    """Return the second between the two at which the clocks there are changed."""
    there = ZoneInfo(zone)
    low, high = before.replace(microsecond=0), after.replace(microsecond=0)
    offset = low.astimezone(there).utcoffset()
    while high - low > _SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(there).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high
