"""When things end: at ten in the morning of a working day, so that nobody is surprised at night."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_TEN = time(10)
_SATURDAY = 5


def next_working_ten(moment: datetime, zone: str) -> datetime:
    """Return the first 10:00, Monday to Friday in that zone, at or after the moment; in UTC."""
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date()
    while (ten := _ten(day, local)) is None or ten < moment:
        day += timedelta(days=1)
    return ten


def end_of_days(start: datetime, days: int, zone: str) -> datetime:
    """Return the working ten o'clock that ends so many days; a day is one of that zone's calendar."""
    later = start.astimezone(ZoneInfo(zone)) + timedelta(days=days)
    return next_working_ten(later.astimezone(UTC), zone)


def _ten(day: date, local: datetime) -> datetime | None:
    """Return that day's 10:00 in UTC, or None on a weekend or a day that the zone left out."""
    if day.weekday() >= _SATURDAY:
        return None
    ten = datetime.combine(day, _TEN, local.tzinfo).astimezone(UTC)
    return ten if ten.astimezone(local.tzinfo).date() == day else None
