"""Who takes a gate in hand."""

import pytest

from readiness.core.assignments import Candidate, in_order, pick, present

ANN, BEN, CAT = 1, 2, 3


def test_the_least_loaded_comes_first_then_who_was_assigned_longest_ago_then_the_id() -> None:
    assert in_order([Candidate(ANN, 2), Candidate(BEN, 0), Candidate(CAT, 1)]) == [BEN, CAT, ANN]
    same_load = [Candidate(ANN, 1, last=7), Candidate(BEN, 1, last=3), Candidate(CAT, 1)]
    assert in_order(same_load) == [CAT, BEN, ANN]
    assert in_order([Candidate(CAT, 1), Candidate(ANN, 1), Candidate(BEN, 1)]) == [ANN, BEN, CAT]


@pytest.mark.parametrize(
    ("away", "picked"),
    [((), ANN), ((ANN,), BEN), ((ANN, BEN), CAT), ((ANN, BEN, CAT), None)],
)
def test_the_least_loaded_who_is_there_is_picked(away: tuple[int, ...], picked: int | None) -> None:
    assert pick([Candidate(CAT, 2), Candidate(ANN, 0), Candidate(BEN, 1)], away) == picked


def test_nobody_is_picked_from_nobody() -> None:
    assert pick([], ()) is None


@pytest.mark.parametrize(
    ("away", "acting"),
    [
        ({}, ANN),
        ({BEN: ANN}, ANN),
        ({ANN: BEN}, BEN),
        ({ANN: None}, None),
        ({ANN: 9}, None),
        ({ANN: BEN, BEN: CAT}, None),
    ],
)
def test_a_substitute_acts_who_may_sign_and_is_there(
    away: dict[int, int | None], acting: int | None
) -> None:
    assert present(ANN, {ANN, BEN, CAT}, away) == acting


def test_who_may_not_sign_any_more_does_not_act() -> None:
    assert present(ANN, {BEN}, {}) is None
