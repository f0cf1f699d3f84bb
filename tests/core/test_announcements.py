"""How near an end is: a month, a week, a day."""

from datetime import UTC, datetime, timedelta

import pytest

from readiness.core.announcements import ENDING, Nearness, nearness, told

END = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("left", "near"),
    [
        (timedelta(days=30) + SECOND, None),
        (timedelta(days=30), Nearness.MONTH),
        (timedelta(days=7) + SECOND, Nearness.MONTH),
        (timedelta(days=7), Nearness.WEEK),
        (timedelta(days=1) + SECOND, Nearness.WEEK),
        (timedelta(days=1), Nearness.DAY),
        (SECOND, Nearness.DAY),
        (timedelta(), None),
        (-SECOND, None),
    ],
)
def test_an_end_is_announced_a_month_a_week_and_a_day_before(
    left: timedelta, near: Nearness | None
) -> None:
    assert nearness(END, END - left) is near


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=23, hours=5), "Ends in 23 days"),
        (timedelta(days=1, minutes=1), "Ends in 1 day"),
        (timedelta(days=1), "Ends in 24 hours"),
        (timedelta(hours=1), "Ends in 1 hour"),
        (timedelta(minutes=59), "Ends within the hour"),
    ],
)
def test_the_time_left_is_told_in_days_and_then_in_hours(left: timedelta, words: str) -> None:
    assert told(END, END - left) == words


def test_the_nearer_the_louder() -> None:
    assert [each.is_pressing for each in Nearness] == [False, True, True]
    assert len({ENDING[each] for each in Nearness}) == 3
