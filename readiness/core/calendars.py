"""When things end: at ten in the morning of a working day, so that nobody is surprised at night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from readiness.core.working_days import Calendar, instant, today_in

_TEN = time(10)


def next_working_ten(moment: datetime, calendar: Calendar) -> datetime:
    """Return the first 10:00 of a working day of that calendar at or after the moment; in UTC."""
    day = today_in(calendar, moment)
    while True:
        ten = instant(datetime.combine(day, _TEN), calendar.zone)
        if ten >= moment and calendar.is_working(day):
            return ten
        day += timedelta(days=1)


def end_of_days(start: datetime, days: int, calendar: Calendar) -> datetime:
    """Return the working ten o'clock that ends so many days; every day of the calendar counts."""
    later = start.astimezone(ZoneInfo(calendar.zone)) + timedelta(days=days)
    return next_working_ten(later.astimezone(UTC), calendar)
