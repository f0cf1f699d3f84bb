"""A clock in words, and as a status of the look."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from readiness.core.clocks import Clock, ClockState

#: How each state is drawn and said.
STATES: Mapping[ClockState, tuple[str, str]] = {
    ClockState.MET: ("done", "Done"),
    ClockState.STOPPED: ("hold", "Stopped"),
    ClockState.ON_TIME: ("open", "On time"),
    ClockState.DUE_SOON: ("stale", "Due soon"),
    ClockState.OVERDUE: ("blocked", "Overdue"),
    ClockState.TO_TEAM: ("blocked", "Escalated to the team"),
    ClockState.TO_COORDINATOR: ("blocked", "Escalated to coordinators"),
}


def working_days(count: float) -> str:
    """Return it to the tenth that is over, as in "2.5 working days"."""
    tenths = floor(round(count * 10, 4))
    whole, part = divmod(max(0, tenths), 10)
    told = f"{whole}.{part}" if part else str(whole)
    return f"{told} working day" if told == "1" else f"{told} working days"


def how(clock: Clock) -> str:
    """Return how much is used or over, as in "overdue by 1.5 working days"."""
    if clock.state is ClockState.MET:
        return "done"
    if clock.is_overdue:
        return f"overdue by {working_days(clock.over)}"
    used = f"{working_days(clock.used)} of {clock.days} used"
    return f"stopped, {used}" if clock.state is ClockState.STOPPED else used
