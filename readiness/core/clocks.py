"""How long a gate has waited for its reviewers, and from when on that is too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import floor

from readiness.core.checklists import GateRule
from readiness.core.turns import Span
from readiness.core.working_days import Calendar, add_working_days, working_time

#: Working days after the due time at which the whole team, then a coordinator is told.
TO_TEAM = 1
TO_COORDINATOR = 3
#: Working days are compared to less than a tenth of a second.
DIGITS = 6
SECOND = timedelta(seconds=1)


class ClockState(StrEnum):
    """In the order of urgency, the least first."""

    MET = "met"
    STOPPED = "stopped"  # it is not the reviewers' turn
    ON_TIME = "on_time"
    DUE_SOON = "due_soon"  # the last working day
    OVERDUE = "overdue"
    TO_TEAM = "to_team"
    TO_COORDINATOR = "to_coordinator"


ORDER = tuple(ClockState)


@dataclass(frozen=True, slots=True)
class Clock:
    """`used` of so many `days` are over, in working days. `due_at` is known while it runs."""

    state: ClockState
    days: int
    used: float = 0.0
    due_at: datetime | None = None

    @property
    def is_overdue(self) -> bool:
        return ORDER.index(self.state) >= ORDER.index(ClockState.OVERDUE)

    @property
    def is_escalated(self) -> bool:
        return ORDER.index(self.state) >= ORDER.index(ClockState.TO_TEAM)

    @property
    def left(self) -> float:
        """Return the working days until it is due, 0 once it is."""
        return max(0.0, self.days - self.used)

    @property
    def over(self) -> float:
        """Return by how many working days it is overdue, 0 for none."""
        return max(0.0, self.used - self.days) if self.is_overdue else 0.0


def decide_within(rule: GateRule) -> int:
    """Return in how many working days the gate is to be signed: twice the first answer's, or as told."""
    return rule.decide_within_days or 2 * rule.respond_within_days


def clock(
    days: int, spans: Sequence[Span], calendar: Calendar, now: datetime, *, is_met: bool = False
) -> Clock:
    """Return how a clock of so many working days stands that ran in these spans."""
    if is_met:
        return Clock(ClockState.MET, days)
    used = round(_worked(spans, calendar, now), DIGITS)
    if not any(span.end is None for span in spans):
        return Clock(ClockState.STOPPED, days, used)
    return Clock(_state(days, used), days, used, due(days, spans, calendar))


def _worked(spans: Sequence[Span], calendar: Calendar, now: datetime) -> float:
    return sum(working_time(each.start, each.end or now, calendar) for each in spans)


def due(days: int, spans: Sequence[Span], calendar: Calendar) -> datetime | None:
    """Return when so many working days of these spans are over; None if they are not by then."""
    left = float(days)
    for span in spans:
        passed = working_time(span.start, span.end, calendar) if span.end else left
        if round(passed, DIGITS) >= round(left, DIGITS):
            return end_after(span.start, round(left, DIGITS), calendar)
        left -= passed
    return None


def _state(days: int, used: float) -> ClockState:
    limits = (
        (days + TO_COORDINATOR, ClockState.TO_COORDINATOR),
        (days + TO_TEAM, ClockState.TO_TEAM),
        (days, ClockState.OVERDUE),
        (days - 1, ClockState.DUE_SOON),
    )
    return next((state for limit, state in limits if used >= limit), ClockState.ON_TIME)


def worst(*clocks: Clock) -> Clock:
    """Return the most urgent; of equals the one that is due first, then the first named."""
    top = max(ORDER.index(each.state) for each in clocks)
    found = [each for each in clocks if ORDER.index(each.state) == top]
    return min(found, key=lambda each: each.days - each.used)


def end_after(start: datetime, days: float, calendar: Calendar) -> datetime:
    """Return the instant at which that much working time has passed, to the second."""
    whole = floor(days)
    if days == whole:
        return add_working_days(start, whole, calendar)
    low = add_working_days(start, whole, calendar)
    high = add_working_days(start, whole + 1, calendar)
    while high - low > SECOND:
        # In whole seconds, or the rounding would take a moment just before the end for the end.
        middle = low + max((high - low) // SECOND // 2, 1) * SECOND
        if round(working_time(start, middle, calendar), DIGITS) < days:
            low = middle
        else:
            high = middle
    return high
