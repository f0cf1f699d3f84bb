"""A clock in words."""

import pytest

from readiness.core.clock_words import STATES, how, working_days
from readiness.core.clocks import Clock, ClockState


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 working days"),
        (0.96, "0.9 working days"),
        (1, "1 working day"),
        (1.5, "1.5 working days"),
        (2.999, "2.9 working days"),
        (3.0000001, "3 working days"),
        (-1, "0 working days"),
    ],
)
def test_working_days_are_told_to_the_tenth_that_is_over(count: float, told: str) -> None:
    assert working_days(count) == told


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        (Clock(ClockState.MET, 3), "done"),
        (Clock(ClockState.STOPPED, 3, 1.5), "stopped, 1.5 working days of 3 used"),
        (Clock(ClockState.DUE_SOON, 3, 2.25), "2.2 working days of 3 used"),
        (Clock(ClockState.TO_TEAM, 3, 4.5), "overdue by 1.5 working days"),
    ],
)
def test_how_a_clock_stands(clock: Clock, told: str) -> None:
    assert how(clock) == told


def test_every_state_has_a_shape_and_a_word() -> None:
    assert set(STATES) == set(ClockState)
    assert len({word for _, word in STATES.values()}) == len(STATES)
