"""What is told because its time has come: which marks were passed, and who hears of a late gate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from readiness.core.announcements import MARKS, Nearness
from readiness.core.clocks import ORDER, ClockState

#: So many days before it is due an action item is told of.
SOON = 7
#: The levels of a gate that is too late, the first first.
LATE = (ClockState.OVERDUE, ClockState.TO_TEAM, ClockState.TO_COORDINATOR)


def nearest_mark(since: datetime, ends_at: datetime, now: datetime) -> Nearness | None:
    """Return the nearest of 30, 7 and 1 days before the end that was passed since `since`.

    Whoever is granted something for five days knows that it ends within a month and a week.
    """
    if ends_at <= now:
        return None
    passed = (mark for mark, ahead in MARKS if since < ends_at - ahead <= now)
    return next(passed, None)


def levels(state: ClockState) -> Iterator[ClockState]:
    """Yield every level that a gate has reached, so that none is left out after a standstill."""
    yield from (level for level in LATE if ORDER.index(level) <= ORDER.index(state))


def nearness_of_day(since: date, due_on: date, today: date) -> str:
    """Return "late", "soon" or nothing. What was given shortly before it is due is not soon."""
    if due_on < today:
        return "late"
    begins = due_on - timedelta(days=SOON)
    return "soon" if since < begins <= today else ""
