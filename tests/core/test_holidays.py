"""Holidays as people paste them, and how long nobody may work at a stretch."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from readiness.core import holidays
from readiness.core.errors import BadInput
from readiness.core.working_days import Calendar

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)


def test_lines_are_read_as_people_write_them() -> None:
    text = "2026-12-25 Christmas\n\n  2026-12-26,  Boxing   day \n2027-01-01\tNew Year\n"
    assert holidays.read(text, today=TODAY) == {
        date(2026, 12, 25): "Christmas",
        date(2026, 12, 26): "Boxing day",
        date(2027, 1, 1): "New Year",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write a day and a name"),
        ("\n  \n", "Write a day and a name"),
        ("2026-12-25", "Line 1: write a day and a name"),
        ("25.12.2026 Christmas", "Line 1: write a day and a name"),
        ("2026-12-25 Christmas\n2026-02-29 Leap day", "Line 2: there is no day 2026-02-29."),
        ("2062-12-25 Christmas", "Line 1: 2062 is too far away."),
        ("2024-12-25 Christmas", "Line 1: 2024 is too far away."),
        ("2026-12-25 " + "x" * 101, "at most 100 characters"),
        (
            "a\nb\nc\nd\ne",
            "Line 3: write a day and a name, as in 2026-12-25 Christmas. And 2 more.",
        ),
    ],
)
def test_each_fault_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        holidays.read(text, today=TODAY)
    assert words in refused.value.faults["holidays"]


def run_of(days: int) -> frozenset[date]:
    return frozenset(date(2026, 12, 1) + timedelta(days=each) for each in range(days))


@pytest.mark.parametrize(
    ("calendar", "begins"),
    [
        (Calendar("UTC"), None),
        (Calendar("UTC", frozenset(), run_of(21)), None),
        (Calendar("UTC", frozenset(), run_of(22)), date(2026, 12, 1)),
        # Saturday, 5 December to Friday, 25 December: with the weekend after it, 23 days.
        (Calendar("UTC", frozenset({5, 6}), run_of(25) - run_of(6)), date(2026, 12, 5)),
        # Six days off a week and one Monday off: 13 days.
        (Calendar("UTC", frozenset(range(1, 7)), frozenset({date(2026, 12, 7)})), None),
    ],
)
def test_a_pause_is_at_most_three_weeks(calendar: Calendar, begins: date | None) -> None:
    assert holidays.too_long_away(calendar) == begins
