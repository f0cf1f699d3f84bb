"""What can still be reached of a planned time. Every day was counted by hand on a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.reachable import Ask, OpenGate, Outlook, ends_of, outlook
from readiness.core.reachable_words import at, earliest, sentence, settled
from readiness.core.reasons import Code, Reason
from readiness.core.working_days import Calendar, begin_of

pytestmark = pytest.mark.once

UTC_WEEK = Calendar("UTC")
#: Monday, 23 November 2026.
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def gate(id_: str = "privacy", left: float = 5, *after: str, **changes: object) -> OpenGate:
    made = OpenGate(id_, id_.capitalize(), after, UTC_WEEK, left, is_asked=True)
    return replace(made, **changes)  # type: ignore[arg-type]


ASKED = gate()
UNASKED = gate(is_asked=False)


def found(*gates: OpenGate, planned: str, owner: Calendar = UTC_WEEK) -> Outlook:
    return outlook(gates, utc(planned), owner, NOW)


def test_gates_beside_each_other_take_as_long_as_the_longest() -> None:
    seen = found(gate("sre", 2), gate("privacy", 5), planned="2026-12-03 10:00")
    assert seen.ends == {"sre": utc("2026-11-25 10:00"), "privacy": utc("2026-11-30 10:00")}
    assert (seen.ends_at, seen.is_reachable) == (utc("2026-11-30 10:00"), True)


def test_gates_behind_each_other_begin_when_those_before_are_signed() -> None:
    launch = gate("launch", 2, "sre", "privacy", "never-heard-of")
    seen = found(launch, gate("sre", 2), gate("privacy", 5), planned="2026-12-03 10:00")
    assert seen.ends["launch"] == utc("2026-12-02 10:00")


def test_each_team_works_on_days_of_its_own() -> None:
    closed = Calendar("UTC", frozenset({4, 5}), frozenset({date(2026, 11, 25)}))
    # Tuesday, Thursday, Sunday, Monday, Tuesday.
    seen = found(gate(calendar=closed), planned="2026-12-03 10:00")
    assert seen.ends_at == utc("2026-12-01 10:00")


def test_the_running_clock_says_when_it_is_due_and_nothing_is_due_in_the_past() -> None:
    due = gate(due_at=utc("2026-11-24 09:00"))
    late = gate("sre", due_at=utc("2026-11-20 09:00"))
    after = gate("launch", 1, "sre")
    seen = found(due, late, after, planned="2026-12-03 10:00")
    assert seen.ends == {
        "privacy": utc("2026-11-24 09:00"),
        "sre": NOW,
        "launch": utc("2026-11-24 10:00"),
    }


def test_a_part_of_a_day_that_is_left_counts() -> None:
    seen = found(gate(left=1.5), planned="2026-12-03 10:00")
    assert abs(seen.ends_at - utc("2026-11-24 22:00")) <= timedelta(seconds=1)


@pytest.mark.parametrize(
    ("planned", "gates", "days"),
    [
        # Five days from Thursday's end are Thursday's end: too late for ten on Thursday.
        ("2026-12-03 10:00", [UNASKED], [date(2026, 11, 25)]),
        ("2026-12-04 00:00", [UNASKED], [date(2026, 11, 26)]),
        # Asked by the end of Monday it is signed by the end of the next Monday.
        ("2026-12-01 00:00", [UNASKED], [date(2026, 11, 23)]),
        ("2026-11-30 10:00", [UNASKED], [date(2026, 11, 23)]),
        # On Sunday it would be in time as well, but nobody asks then.
        ("2026-12-07 10:00", [UNASKED], [date(2026, 11, 27)]),
        ("2026-11-30 09:59", [UNASKED], []),
        ("2026-12-03 10:00", [ASKED], []),
        # The launch needs two days after privacy, so privacy has to be asked two days sooner.
        (
            "2026-12-03 10:00",
            [UNASKED, gate("launch", 2, "privacy", is_asked=False)],
            [date(2026, 11, 23), date(2026, 11, 30)],
        ),
    ],
)
def test_the_last_day_on_which_it_is_soon_enough_to_ask(
    planned: str, gates: list[OpenGate], days: list[date]
) -> None:
    assert [ask.by for ask in found(*gates, planned=planned).asks] == days


def test_the_earliest_launch_is_at_ten_of_a_working_day_of_the_owner() -> None:
    seen = found(gate(left=4), planned="2026-11-24 10:00")
    assert (seen.ends_at, seen.earliest) == (utc("2026-11-27 10:00"), utc("2026-11-27 10:00"))
    owner = Calendar("Europe/Berlin", holidays=frozenset({date(2026, 11, 30)}))
    # Ten in London is eleven in Berlin on Friday; the weekend and a holiday follow.
    seen = found(gate(left=4), planned="2026-11-24 10:00", owner=owner)
    assert seen.earliest == utc("2026-12-01 09:00")


@pytest.mark.parametrize(
    ("planned", "gates", "words"),
    [
        ("2026-12-01 00:00", [UNASKED], "Tuesday, 1 December works if Privacy is asked today."),
        ("2026-12-03 10:00", [UNASKED],
         "Thursday, 3 December works if Privacy is asked by Wednesday, 25 November."),
        ("2026-12-03 10:00", [gate(is_asked=False, was_asked=True)],
         "Thursday, 3 December works if Privacy is asked again by Wednesday, 25 November."),
        ("2026-12-03 10:00", [UNASKED, gate("sre", is_asked=False), gate("legal", 7, is_asked=False)],
         "Thursday, 3 December works if Legal is asked today and Privacy and Sre are asked"
         " by Wednesday, 25 November."),
        ("2026-12-03 10:00", [ASKED], "Thursday, 3 December works if every reviewer answers in time."),
        ("2026-12-03 10:00", [], "Thursday, 3 December works: every gate is signed."),
        ("2027-01-04 10:00", [], "Monday, 4 January 2027 works: every gate is signed."),
        ("2026-11-27 10:00", [ASKED],
         "Friday, 27 November cannot be reached any more if the reviewers take the time they have."),
        ("2026-11-23 09:00", [ASKED], "The planned time, Monday, 23 November, is over."),
    ],
)  # fmt: skip
def test_it_is_said_in_a_sentence(planned: str, gates: list[OpenGate], words: str) -> None:
    assert sentence(found(*gates, planned=planned), "UTC", NOW) == words


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((), ""),
        ((Code.GATE_WAITING, Code.GATE_STALE), ""),
        ((Code.GATE_WAITING, Code.WAIVER_ENDED), "1 blocker is settled"),
        (
            (Code.BLOCKER_UNMET, Code.RULE_FAILED, Code.ACTION_ITEM_OPEN, Code.SCORE_LOW),
            "2 blockers, 1 action item and 1 score are settled",
        ),
    ],
)
def test_what_else_has_to_be_settled_is_counted(codes: tuple[Code, ...], words: str) -> None:
    assert settled([Reason(code, "", "", "") for code in codes]) == words


def test_what_else_has_to_be_settled_is_said_with_who_is_asked() -> None:
    owed = "1 blocker is settled"
    said = sentence(found(planned="2026-12-07"), "UTC", NOW, owed)
    assert said == "Monday, 7 December works once 1 blocker is settled: every gate is signed."


def test_days_are_named_in_the_zone_of_the_owner() -> None:
    late = found(ASKED, planned="2026-12-03 22:30")
    assert sentence(late, "Asia/Tokyo", NOW).startswith("Friday, 4 December works")
    told = earliest(late, "Asia/Tokyo", NOW)
    assert told == "The earliest day to count on is Monday, 30 November."
    assert at(late.planned_at, "America/New_York", NOW) == "Thursday, 3 December, 17:30"


CALENDARS = st.sampled_from(
    [
        UTC_WEEK,
        Calendar("Asia/Riyadh", frozenset({4, 5})),
        Calendar("America/New_York", holidays=frozenset({date(2026, 11, 26)})),
    ]
)


@st.composite
def reviews(draw: st.DrawFn) -> list[OpenGate]:
    """Return gates each of which may wait for any of those before it."""
    made: list[OpenGate] = []
    for number in range(draw(st.integers(1, 4))):
        after = draw(st.sets(st.sampled_from([each.id for each in made]))) if made else ()
        made.append(
            OpenGate(
                id=str(number),
                title=str(number),
                after=tuple(after),
                calendar=draw(CALENDARS),
                left=draw(st.integers(0, 6)),
                is_asked=draw(st.booleans()),
            )
        )
    return made


@given(reviews(), CALENDARS, st.integers(0, 500))
def test_asking_each_on_its_last_day_is_in_time_and_a_working_day_later_is_not(
    gates: list[OpenGate], owner: Calendar, hours: int
) -> None:
    planned = NOW + timedelta(hours=hours)
    seen = outlook(gates, planned, owner, NOW)
    today = NOW.date()
    at = {ask.gate.id: begin_of(ask.by + DAY, owner.zone) for ask in seen.asks if ask.by > today}
    assert max(ends_of(gates, at, NOW).values()) <= planned or not seen.is_reachable
    for ask in seen.asks:
        _is_missed_later(gates, ask, owner, planned)


def _is_missed_later(gates: list[OpenGate], ask: Ask, owner: Calendar, planned: datetime) -> None:
    later = ask.by + DAY
    while not owner.is_working(later):
        later += DAY
    asked = {ask.gate.id: begin_of(later + DAY, owner.zone)}
    assert max(ends_of(gates, asked, NOW).values()) > planned


@given(reviews(), st.integers(1, 5))
def test_more_time_for_a_reviewer_never_makes_it_sooner(gates: list[OpenGate], more: int) -> None:
    slower = [replace(gates[0], left=gates[0].left + more), *gates[1:]]
    before, after = ends_of(gates, {}, NOW), ends_of(slower, {}, NOW)
    assert all(before[id_] <= after[id_] for id_ in before)
