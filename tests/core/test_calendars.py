"""Things end at ten in the morning of a working day. Every row was checked by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.calendars import end_of_days, next_working_ten
from readiness.core.working_days import Calendar

pytestmark = pytest.mark.once

BERLIN, NEW_YORK, APIA = "Europe/Berlin", "America/New_York", "Pacific/Apia"
ZONES = (BERLIN, NEW_YORK, APIA, "UTC", "Asia/Kolkata", "Australia/Lord_Howe")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "moment", "ten"),
    [
        ("UTC", "2026-11-02 09:59:59", "2026-11-02 10:00"),  # a Monday
        ("UTC", "2026-11-02 10:00", "2026-11-02 10:00"),
        ("UTC", "2026-11-02 10:00:00.000001", "2026-11-03 10:00"),
        ("UTC", "2026-11-06 10:01", "2026-11-09 10:00"),  # Friday: over the weekend
        ("UTC", "2026-11-07 00:00", "2026-11-09 10:00"),
        ("UTC", "2026-11-08 23:59", "2026-11-09 10:00"),
        (BERLIN, "2026-11-02 08:00", "2026-11-02 09:00"),  # winter: UTC+1
        (BERLIN, "2026-07-01 08:00", "2026-07-01 08:00"),  # summer: UTC+2
        (BERLIN, "2026-07-01 08:30", "2026-07-02 08:00"),
        (BERLIN, "2026-10-23 12:00", "2026-10-26 09:00"),  # the clocks go back on the 25th
        (BERLIN, "2026-03-27 12:00", "2026-03-30 08:00"),  # the clocks go forward on the 29th
        (NEW_YORK, "2026-11-01 03:00", "2026-11-02 15:00"),  # Saturday evening there
        (NEW_YORK, "2026-11-03 02:00", "2026-11-03 15:00"),  # Monday evening there
        (APIA, "2026-11-01 20:00", "2026-11-01 21:00"),  # Monday morning there: UTC+13
        (APIA, "2011-12-29 21:00", "2012-01-01 20:00"),  # left out Friday the 30th
    ],
)
def test_the_next_ten_oclock_of_a_working_day(zone: str, moment: str, ten: str) -> None:
    assert next_working_ten(utc(moment), Calendar(zone)) == utc(ten)
    assert next_working_ten(utc(moment), Calendar(zone)).tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "start", "days", "end"),
    [
        ("UTC", "2026-11-02 10:00", 7, "2026-11-09 10:00"),
        ("UTC", "2026-11-02 10:01", 7, "2026-11-10 10:00"),
        ("UTC", "2026-11-02 10:00", 5, "2026-11-09 10:00"),  # Saturday: on to Monday
        ("UTC", "2026-11-02 15:00", 90, "2027-02-01 10:00"),  # Sunday, 31 January
        (BERLIN, "2026-10-22 08:00", 7, "2026-10-29 09:00"),  # 10:00 in summer, 10:00 in winter
        (BERLIN, "2026-03-26 09:00", 7, "2026-04-02 08:00"),
        (BERLIN, "2026-11-02 09:00", 0, "2026-11-02 09:00"),
    ],
)
def test_days_are_counted_on_the_calendar_of_the_zone(
    zone: str, start: str, days: int, end: str
) -> None:
    assert end_of_days(utc(start), days, Calendar(zone)) == utc(end)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(ZONES),
)
def test_it_is_always_ten_on_a_working_day_and_never_far(moment: datetime, zone: str) -> None:
    ten = next_working_ten(moment, Calendar(zone))
    local = ten.astimezone(ZoneInfo(zone))
    assert moment <= ten <= moment + timedelta(days=5)
    assert (local.hour, local.minute, local.second, local.microsecond) == (10, 0, 0, 0)
    assert local.weekday() < 5
    assert next_working_ten(ten, Calendar(zone)) == ten
