"""How an action item stands, what can become of it, and which ones block."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness.core.action_items import (
    LONGEST_LINK,
    LONGEST_REASON,
    LONGEST_TITLE,
    NEED_A_REASON,
    Item,
    Move,
    State,
    blocking,
    faults_of,
    reason_fault,
    why_not,
    why_not_drop,
)

pytestmark = pytest.mark.once

DUE = date(2026, 12, 1)
DAY = timedelta(days=1)


def item(last: Move | None = None, *, before: bool = True, id: int = 1, due: date = DUE) -> Item:
    return Item(id, "Move the alerts", 7, due, before, last)


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (None, State.OPEN),
        (Move.CHANGED, State.OPEN),
        (Move.DONE, State.DONE),
        (Move.REOPENED, State.OPEN),
        (Move.DROPPED, State.DROPPED),
    ],
)
def test_the_newest_move_says_how_it_stands(last: Move | None, state: State) -> None:
    assert item(last).state is state
    assert item(last).blocks is (state is State.OPEN)
    assert not item(last, before=False).blocks


@pytest.mark.parametrize(
    ("last", "possible"),
    [
        (None, {Move.CHANGED, Move.DONE, Move.DROPPED}),
        (Move.DONE, {Move.REOPENED}),
        (Move.DROPPED, {Move.REOPENED}),
    ],
)
def test_what_can_become_of_it(last: Move | None, possible: set[Move]) -> None:
    assert {move for move in Move if item(last).can(move)} == possible
    free = {move for move in Move if not why_not(item(last), move, is_launched=False)}
    assert free == possible


def test_a_refused_move_is_told_in_words() -> None:
    told = why_not(item(Move.DONE), Move.DONE, is_launched=False)
    assert told == "An item that is done cannot be done again."
    told = why_not(item(), Move.REOPENED, is_launched=False)
    assert told == "An item that is open cannot be reopened."


def test_what_was_due_before_a_launch_that_happened_stays_closed() -> None:
    assert "has happened" in why_not(item(Move.DONE), Move.REOPENED, is_launched=True)
    assert not why_not(item(Move.DONE, before=False), Move.REOPENED, is_launched=True)
    assert not why_not(item(), Move.DONE, is_launched=True)


@pytest.mark.parametrize(
    ("last", "today", "is_late"),
    [
        (None, DUE, False),
        (None, DUE + DAY, True),
        (Move.CHANGED, DUE + DAY, True),
        (Move.DONE, DUE + DAY, False),
        (Move.DROPPED, DUE + DAY, False),
    ],
)
def test_it_is_overdue_once_its_day_is_over(last: Move | None, today: date, is_late: bool) -> None:
    assert item(last).is_overdue(today) is is_late


def test_open_items_before_the_launch_block_the_first_due_first() -> None:
    later, sooner = item(id=1, due=DUE + DAY), item(Move.REOPENED, id=2)
    others = (item(before=False, id=3), item(Move.DONE, id=4), item(Move.DROPPED, id=5))
    assert blocking((later, *others, sooner)) == (sooner, later)


def test_who_would_profit_drops_nothing_that_blocks() -> None:
    assert why_not_drop(item(), profits=True)
    assert not why_not_drop(item(), profits=False)
    assert not why_not_drop(item(before=False), profits=True)
    work = replace(item(before=False), for_waiver=True)
    assert "what a waiver rests on" in why_not_drop(work, profits=True)
    assert not why_not_drop(work, profits=False)


@pytest.mark.parametrize(
    ("title", "link", "fields"),
    [
        ("Move it", "", set()),
        ("Move it", "https://tickets.example.com/1", set()),
        ("Move it", "http://tickets/1", set()),
        ("", "", {"title"}),
        ("x" * LONGEST_TITLE, "", set()),
        ("x" * (LONGEST_TITLE + 1), "", {"title"}),
        ("Move it", "javascript:alert(1)", {"link"}),
        ("Move it", "/reviews/1", {"link"}),
        ("", "ftp://x", {"title", "link"}),
        ("Move it", "https://" + "x" * LONGEST_LINK, {"link"}),
    ],
)
def test_bad_input_names_the_field(title: str, link: str, fields: set[str]) -> None:
    assert set(faults_of(title, link)) == fields


@pytest.mark.parametrize("move", list(Move))
def test_moves_that_others_have_to_understand_say_why(move: Move) -> None:
    assert bool(reason_fault(move, "")) is (move in NEED_A_REASON)
    assert not reason_fault(move, "The pager moved.")
    assert reason_fault(move, "x" * (LONGEST_REASON + 1))
