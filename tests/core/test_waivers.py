"""When a waiver can be asked for, when it runs, and when it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from readiness.core.waivers import (
    Decision,
    Waiver,
    WaiverState,
    end_of,
    narrowed,
    why_not_end,
)
from readiness.core.working_days import Calendar

END = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
BEFORE = datetime(2026, 12, 7, 9, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("decision", "at", "state"),
    [
        (None, BEFORE, WaiverState.ASKED),
        (Decision.GRANTED, BEFORE, WaiverState.GRANTED),
        (Decision.GRANTED, END, WaiverState.ENDED),
        (Decision.REFUSED, BEFORE, WaiverState.REFUSED),
        (Decision.REVOKED, BEFORE, WaiverState.REVOKED),
        (Decision.REVOKED, END, WaiverState.REVOKED),
    ],
)
def test_a_waiver_runs_while_it_is_granted_and_not_over(
    decision: Decision | None, at: datetime, state: WaiverState
) -> None:
    waiver = Waiver(1, "hygiene.runbook", END, decision)
    assert waiver.state(at) is state
    assert waiver.is_running(at) == (state is WaiverState.GRANTED)


@pytest.mark.parametrize(
    ("decision", "at", "state"),
    [
        (None, BEFORE, WaiverState.VOID),
        (Decision.GRANTED, BEFORE, WaiverState.VOID),
        (Decision.GRANTED, END, WaiverState.ENDED),
        (Decision.REFUSED, BEFORE, WaiverState.REFUSED),
    ],
)
def test_a_void_waiver_runs_no_more(
    decision: Decision | None, at: datetime, state: WaiverState
) -> None:
    waiver = Waiver(1, "hygiene.runbook", END, decision, is_void=True)
    assert waiver.state(at) is state
    assert not waiver.is_running(at)


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        (date(2026, 12, 4), "UTC", "2026-12-04T10:00:00+00:00"),
        (date(2026, 12, 4), "Europe/Berlin", "2026-12-04T09:00:00+00:00"),
        (date(2026, 12, 5), "UTC", "2026-12-07T10:00:00+00:00"),
        (date(2026, 12, 6), "Asia/Tokyo", "2026-12-07T01:00:00+00:00"),
    ],
)
def test_a_waiver_ends_at_ten_of_a_working_day_where_the_team_is(
    day: date, zone: str, end: str
) -> None:
    assert end_of(day, Calendar(zone)) == datetime.fromisoformat(end)


def test_a_waiver_ends_on_no_holiday_and_on_no_weekend_of_the_team() -> None:
    friday_off = Calendar("UTC", frozenset({4, 5}), frozenset({date(2026, 12, 6)}))
    assert end_of(date(2026, 12, 4), friday_off) == END


@pytest.mark.parametrize(
    ("granted", "end"),
    [
        ([], END),
        ([None], END),
        ([None, BEFORE], BEFORE),
        ([BEFORE, None], BEFORE),
        ([END + timedelta(days=1)], END),
    ],
)
def test_the_earliest_end_counts_whatever_was_granted_later(
    granted: list[datetime | None], end: datetime
) -> None:
    assert narrowed(END, granted) == end


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (END - timedelta(days=1), ""),
        (END, ""),
        (END + timedelta(seconds=1), "never widened"),
        (BEFORE - timedelta(days=3), "later day than today"),
    ],
)
def test_an_end_is_moved_forward_and_never_back(new: datetime, words: str) -> None:
    said = why_not_end(END, BEFORE - timedelta(days=3), new)
    assert words in said
    assert bool(words) == bool(said)
