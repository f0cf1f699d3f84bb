"""Whose turn it is in a thread: the people it names first, then the side that did not speak last."""

import pytest

from readiness.core.threads import Became, Side, Turn, Turned, Word, is_open, told, turn

ALICE, ANN, BOB, DAN, EVE = 1, 2, 3, 4, 5
TEAM = {ALICE, ANN}
NAMES = {ALICE: "Alice", ANN: "Ann", BOB: "Bob", DAN: "Dan", EVE: "Eve"}


def words(*said: tuple[int, set[int]]) -> list[Word]:
    return [Word(id_, by, frozenset(named)) for id_, (by, named) in enumerate(said, start=1)]


def resolved(by: int, up_to: int) -> Turned:
    return Turned(Became.RESOLVED, by, up_to)


def reopened(by: int, up_to: int) -> Turned:
    return Turned(Became.REOPENED, by, up_to)


NOBODY: set[int] = set()
TEAMS_TURN = Turn(Side.TEAM)


@pytest.mark.parametrize(
    ("said", "turned", "expected"),
    [
        # The other side than the one that spoke last.
        ([(BOB, NOBODY)], [], TEAMS_TURN),
        ([(EVE, NOBODY)], [], TEAMS_TURN),
        ([(ALICE, NOBODY)], [], Turn(Side.REVIEWERS)),
        ([(BOB, NOBODY), (ALICE, NOBODY)], [], Turn(Side.REVIEWERS, frozenset({BOB}))),
        ([(BOB, NOBODY), (EVE, NOBODY), (ANN, NOBODY)], [],
         Turn(Side.REVIEWERS, frozenset({BOB, EVE}))),
        ([(ALICE, NOBODY), (BOB, NOBODY)], [], TEAMS_TURN),
        # Whoever is named comes before any side, until they write.
        ([(BOB, {DAN})], [], Turn(Side.PEOPLE, frozenset({DAN}))),
        ([(BOB, {DAN, ALICE}), (ALICE, NOBODY)], [], Turn(Side.PEOPLE, frozenset({DAN}))),
        ([(BOB, {DAN}), (ALICE, NOBODY), (DAN, NOBODY)], [], TEAMS_TURN),
        ([(BOB, {BOB})], [], TEAMS_TURN),
        ([(BOB, {DAN}), (DAN, {BOB})], [], Turn(Side.PEOPLE, frozenset({BOB}))),
        # Resolving settles what was asked; reopening is speaking.
        ([(BOB, {DAN})], [resolved(ALICE, 1)], Turn(Side.NOBODY)),
        ([(BOB, {DAN})], [resolved(ALICE, 1), reopened(BOB, 1)], TEAMS_TURN),
        ([(BOB, {DAN})], [resolved(ALICE, 1), reopened(ALICE, 1)],
         Turn(Side.REVIEWERS, frozenset({BOB}))),
        ([(BOB, {DAN}), (EVE, {ANN})], [resolved(ALICE, 1), reopened(EVE, 2)],
         Turn(Side.PEOPLE, frozenset({ANN}))),
        ([(BOB, NOBODY), (ALICE, NOBODY)], [resolved(BOB, 1), reopened(BOB, 1)],
         Turn(Side.REVIEWERS, frozenset({BOB}))),
    ],
)  # fmt: skip
def test_who_acts_next(
    said: list[tuple[int, set[int]]], turned: list[Turned], expected: Turn
) -> None:
    assert turn(words(*said), turned, TEAM, ()) == expected
    assert is_open(turned) is (expected.side is not Side.NOBODY)


@pytest.mark.parametrize(
    ("added", "turned", "expected"),
    [
        ({EVE: 1}, [], TEAMS_TURN),
        ({EVE: 2}, [], Turn(Side.PEOPLE, frozenset({EVE}))),
        ({ALICE: 2}, [], TEAMS_TURN),
        ({EVE: 2}, [resolved(BOB, 1), reopened(BOB, 1)], Turn(Side.PEOPLE, frozenset({EVE}))),
        ({EVE: 2}, [resolved(BOB, 2), reopened(BOB, 2)], TEAMS_TURN),
    ],
)
def test_whom_an_edit_names_is_asked_from_then_on(
    added: dict[int, int], turned: list[Turned], expected: Turn
) -> None:
    said = [Word(1, ALICE, added=added), Word(2, EVE)]
    assert turn(said, turned, TEAM, ()) == expected


def test_nobody_waits_for_who_cannot_sign_in_any_more() -> None:
    assert turn(words((BOB, {DAN})), [], TEAM, {DAN}) == TEAMS_TURN
    said = words((DAN, NOBODY), (ALICE, NOBODY))
    assert turn(said, [], TEAM, {DAN}) == Turn(Side.REVIEWERS)


@pytest.mark.parametrize(
    ("found", "reader", "sentence"),
    [
        (Turn(Side.NOBODY), BOB, "Resolved"),
        (TEAMS_TURN, BOB, "It is the turn of Payments"),
        (Turn(Side.PEOPLE, frozenset({BOB, DAN})), EVE, "It is the turn of Bob and Dan"),
        (Turn(Side.PEOPLE, frozenset({BOB, DAN})), BOB, "It is the turn of Dan and you"),
        (Turn(Side.REVIEWERS, frozenset({BOB})), BOB, "It is your turn"),
        (Turn(Side.REVIEWERS), BOB, "It is the turn of SRE and Security"),
    ],
)
def test_it_is_said_to_each_reader(found: Turn, reader: int, sentence: str) -> None:
    teams = ("SRE", "Security")
    assert told(found, NAMES, team="Payments", reviewers=teams, reader=reader) == sentence


def test_without_a_gate_that_covers_it_the_reviewers_are_meant_in_general() -> None:
    found = told(Turn(Side.REVIEWERS), NAMES, team="Payments", reviewers=(), reader=BOB)
    assert found == "It is the turn of the reviewers"
