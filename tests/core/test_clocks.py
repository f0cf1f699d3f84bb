"""How long a gate has waited, and from when on that is too long."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.checklist_documents import read
from readiness.core.clocks import Clock, ClockState, clock, decide_within, due, end_after, worst
from readiness.core.turns import Span
from readiness.core.working_days import Calendar, working_time
from tests.factories.checklists import gate, launch_document

UTC_DAYS = Calendar("UTC")
#: Wednesday is a holiday.
BERLIN = Calendar("Europe/Berlin", frozenset({5, 6}), frozenset({date(2026, 11, 25)}))
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
A_BIT = 1e-9  # what adding up floats may lose, in days
S = ClockState


def after(days: float) -> datetime:
    return MONDAY + timedelta(days=days)


def since(start: datetime = MONDAY, end: datetime | None = None) -> Span:
    return Span(start, end)


#: Two working days from Monday 10:00: due on Wednesday at 10:00.
STATES = {
    "just sent": (0.0, S.ON_TIME),
    "a second before the last day": (1 - 1 / 86_400, S.ON_TIME),
    "the last working day": (1, S.DUE_SOON),
    "a second before it is due": (2 - 1 / 86_400, S.DUE_SOON),
    "due": (2, S.OVERDUE),
    "a second before it goes to the team": (3 - 1 / 86_400, S.OVERDUE),
    "one working day over": (3, S.TO_TEAM),
    "two working days over": (4, S.TO_TEAM),
    "a weekend counts for nothing": (6.5, S.TO_TEAM),
    "three working days over": (7, S.TO_COORDINATOR),
    "long over": (60, S.TO_COORDINATOR),
}


@pytest.mark.parametrize("name", STATES)
def test_a_clock_of_two_working_days(name: str) -> None:
    days, state = STATES[name]
    found = clock(2, [since()], UTC_DAYS, after(days))
    assert (found.state, found.due_at) == (state, after(2))
    assert found.is_overdue == (days >= 2)
    assert found.is_escalated == (days >= 3)


def test_an_approved_or_signed_gate_is_never_overdue() -> None:
    found = clock(2, [since()], UTC_DAYS, after(60), is_met=True)
    assert (found.state, found.is_overdue, found.over) == (S.MET, False, 0)


def test_a_clock_stands_still_while_it_is_not_the_reviewers_turn() -> None:
    stopped = clock(2, [since(end=after(1))], UTC_DAYS, after(60))
    assert (stopped.state, stopped.used, stopped.due_at) == (S.STOPPED, 1, None)
    assert not stopped.is_overdue
    # It goes on where it stood: one of the two days is used.
    again = clock(2, [since(end=after(1)), since(after(7))], UTC_DAYS, after(7.5))
    assert (again.state, again.used, again.due_at) == (S.DUE_SOON, 1.5, after(8))


def test_nothing_runs_before_the_gates_that_sign_first() -> None:
    assert clock(2, [], UTC_DAYS, after(60)) == Clock(S.STOPPED, 2, 0.0, None)


def test_it_counts_the_working_days_of_the_teams_own_calendar() -> None:
    wednesday = after(2)
    assert clock(2, [since()], UTC_DAYS, wednesday).state is S.OVERDUE
    assert clock(2, [since()], BERLIN, wednesday).state is S.DUE_SOON
    assert clock(2, [since()], BERLIN, wednesday).due_at == after(3)
    friday_is_off = Calendar("Asia/Riyadh", frozenset({4, 5}))
    thursday = after(3)
    assert clock(2, [since(thursday)], friday_is_off, after(7)).state is S.OVERDUE
    assert clock(2, [since(thursday)], UTC_DAYS, after(7)).used == 2


def test_what_was_overdue_before_it_stopped_is_overdue_since_then() -> None:
    spans = [since(end=after(3)), since(after(7))]
    found = clock(2, spans, UTC_DAYS, after(7))
    assert (found.state, found.over, found.due_at) == (S.TO_TEAM, 1, after(2))
    assert due(9, [since(end=after(3))], UTC_DAYS) is None


def test_the_most_urgent_of_two_clocks() -> None:
    late, soon = Clock(S.OVERDUE, 2, 2.5), Clock(S.DUE_SOON, 4, 3.5)
    assert worst(soon, late) is late
    assert worst(Clock(S.MET, 2), soon) is soon
    near = Clock(S.ON_TIME, 3, 1)
    assert worst(Clock(S.ON_TIME, 6, 1), near) is near


def test_a_gate_is_decided_within_twice_the_time_of_the_first_answer() -> None:
    checklist = read(
        launch_document(
            gates=(gate("sre", "deployment"), gate("launch", "hygiene", decide_within_days=4))
        )
    )
    assert [decide_within(rule) for rule in checklist.gates] == [6, 4]


def test_a_part_of_a_day_that_begins_on_a_day_off_ends_at_the_full_second() -> None:
    saturday = datetime(2026, 10, 17, 12, 59, tzinfo=UTC)
    end = end_after(saturday, 1 / 96, Calendar("America/New_York"))
    assert end == datetime(2026, 10, 19, 4, 15, tzinfo=UTC)


@given(
    st.integers(0, 60 * 24 * 30),
    st.integers(1, 40 * 24).map(lambda quarters: quarters / 96),
    st.sampled_from([UTC_DAYS, BERLIN, Calendar("America/New_York"), Calendar("Asia/Kolkata")]),
)
def test_so_much_working_time_is_over_at_its_end_and_not_a_second_before(
    minutes: int, days: float, calendar: Calendar
) -> None:
    start = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    end = end_after(start, days, calendar)
    assert working_time(start, end, calendar) > days - A_BIT
    assert working_time(start, end - 2 * SECOND, calendar) < days - A_BIT


@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=7), st.integers(1, 5))
def test_it_is_overdue_from_the_very_second_that_it_names(pauses: list[int], days: int) -> None:
    moments = [MONDAY]
    for minutes in pauses:
        moments.append(moments[-1] + timedelta(minutes=minutes))
    ends: list[datetime | None] = [*moments[1::2]]
    spans = [
        Span(start, ends[number] if number < len(ends) else None)
        for number, start in enumerate(moments[::2])
    ]
    spans[-1] = Span(spans[-1].start, None)
    due_at = clock(days, spans, BERLIN, moments[-1]).due_at
    assert due_at is not None
    now = max(due_at, spans[-1].start)
    assert clock(days, spans, BERLIN, now + SECOND).is_overdue
    if due_at > spans[-1].start + 2 * SECOND:
        assert not clock(days, spans, BERLIN, due_at - 2 * SECOND).is_overdue
