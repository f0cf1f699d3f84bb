"""Working days against a table that was counted by hand, and what holds for any of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.calendars import end_of_days, next_working_ten
from readiness.core.working_days import (
    DAYS,
    Calendar,
    add_working_days,
    begin_of,
    working_time,
)

pytestmark = pytest.mark.once

#: Hours are compared to a second.
SECOND_OF_A_DAY = 1 / 86_400


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    calendar: str
    values: tuple[str, ...]
    why: str

    def __str__(self) -> str:
        return f"{self.kind} {self.calendar} {self.values[0]}: {self.why}"


def lines() -> list[list[str]]:
    text = (Path(__file__).parent / "working_days.txt").read_text()
    told = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [[part.strip() for part in line.split("|")] for line in told]


def read_calendar(zone: str, weekend: str, holidays: str = "") -> Calendar:
    short = [day[:3] for day in DAYS]
    return Calendar(
        zone,
        frozenset(short.index(day) for day in weekend.split()),
        frozenset(map(date.fromisoformat, holidays.split())),
    )


CALENDARS = {name: read_calendar(*rest) for kind, name, *rest in lines() if kind == "calendar"}
CASES = [
    Case(kind, name, tuple(values), why)
    for kind, name, *values, why in lines()
    if kind != "calendar"
]


def moment(text: str) -> datetime:
    """Read "Mon 2026-11-23 09:00+00:00"; that the day has this name is checked as well."""
    name, _, rest = text.partition(" ")
    found = datetime.fromisoformat(rest)
    assert found.strftime("%a") == name, text
    assert found.utcoffset() is not None, text
    return found


def table(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [each for each in CASES if each.kind == kind], ids=str)


def test_the_table_is_whole() -> None:
    assert len({(each.kind, each.calendar, *each.values) for each in CASES}) == len(CASES) >= 200


@table("add")
def test_working_days_are_added(case: Case) -> None:
    start, days, end = case.values
    found = add_working_days(moment(start), int(days), CALENDARS[case.calendar])
    assert found == moment(end)
    assert found.tzinfo is UTC


@table("time")
def test_working_time_is_measured(case: Case) -> None:
    start, end, told = case.values
    days, _, clock = told.partition(" ")
    hours, minutes = map(int, clock.split(":"))
    expected = int(days) + timedelta(hours=hours, minutes=minutes) / timedelta(days=1)
    calendar = CALENDARS[case.calendar]
    found = working_time(moment(start), moment(end), calendar)
    assert found == pytest.approx(expected, abs=SECOND_OF_A_DAY)
    assert working_time(moment(end), moment(start), calendar) == -found


@table("ten")
def test_the_next_working_ten_oclock(case: Case) -> None:
    start, end = case.values
    assert next_working_ten(moment(start), CALENDARS[case.calendar]) == moment(end)


@table("days")
def test_the_working_ten_oclock_that_ends_some_days(case: Case) -> None:
    start, days, end = case.values
    found = end_of_days(moment(start), int(days), CALENDARS[case.calendar])
    assert found == moment(end)


def test_a_week_without_a_working_day_is_no_calendar() -> None:
    with pytest.raises(ValueError, match="working day"):
        Calendar("UTC", frozenset(range(7)))


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = sorted({calendar.zone for calendar in CALENDARS.values()})
ANY = st.builds(
    Calendar,
    st.sampled_from(ZONES),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.frozensets(st.dates(date(2024, 1, 1), date(2029, 1, 1)), max_size=20),
)
#: What a jump of the clocks can take away or add at one end.
AN_HOUR_OR_TWO = 2 / 24 + SECOND_OF_A_DAY


@given(MOMENTS, st.integers(0, 30), ANY)
def test_what_was_added_is_measured(start: datetime, days: int, calendar: Calendar) -> None:
    end = add_working_days(start, days, calendar)
    found = working_time(start, end, calendar)
    # A time that the zone left out comes when the clocks jump, which is later by less than two hours.
    assert days - SECOND_OF_A_DAY <= found <= days + AN_HOUR_OR_TWO


@given(MOMENTS, st.integers(1, 10), st.integers(1, 10), ANY)
def test_days_are_added_one_after_the_other(
    start: datetime, first: int, then: int, calendar: Calendar
) -> None:
    at_once = add_working_days(start, first + then, calendar)
    in_steps = add_working_days(add_working_days(start, first, calendar), then, calendar)
    assert abs(working_time(at_once, in_steps, calendar)) <= AN_HOUR_OR_TWO


@given(MOMENTS, MOMENTS, st.integers(0, 10), ANY)
def test_who_starts_later_ends_no_sooner(
    one: datetime, other: datetime, days: int, calendar: Calendar
) -> None:
    first, second = sorted((one, other))
    assert add_working_days(first, days, calendar) <= add_working_days(second, days, calendar)


@given(MOMENTS, st.integers(0, 90 * 24), st.integers(0, 90 * 24), ANY)
def test_working_time_adds_up_and_never_runs_backwards(
    start: datetime, first: int, then: int, calendar: Calendar
) -> None:
    middle = start + timedelta(hours=first)
    end = middle + timedelta(hours=then)
    parts = [working_time(*each, calendar) for each in ((start, middle), (middle, end))]
    assert min(parts) >= 0
    assert working_time(start, end, calendar) == pytest.approx(sum(parts), abs=1e-9)


@given(st.dates(date(2024, 1, 1), date(2029, 1, 1)), ANY)
def test_a_working_day_counts_one_and_a_day_off_nothing(day: date, calendar: Calendar) -> None:
    begin, end = (begin_of(day + timedelta(days=each), calendar.zone) for each in (0, 1))
    # Where midnight is left out the day begins later on the clock.
    expected = 1.0 if calendar.is_working(day) else 0.0
    assert working_time(begin, end, calendar) == pytest.approx(expected, abs=AN_HOUR_OR_TWO)


@given(MOMENTS, st.integers(1, 30), ANY)
def test_what_is_added_never_begins_on_a_day_off(
    start: datetime, days: int, calendar: Calendar
) -> None:
    end = add_working_days(start, days, calendar)
    before = end - timedelta(seconds=1)
    # Until the very end it was a working day: nothing is over while nobody works.
    assert working_time(before - timedelta(hours=3), before, calendar) > 0
