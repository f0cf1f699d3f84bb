"""Whatever ends is announced: 30, 7 and 1 days ahead, each time more urgently."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from readiness.core.briefs import counted

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


class Nearness(StrEnum):
    MONTH = "month"
    WEEK = "week"
    DAY = "day"

    @property
    def is_pressing(self) -> bool:
        return self is not Nearness.MONTH


#: How long before the end each begins, the nearest first.
MARKS = ((Nearness.DAY, _DAY), (Nearness.WEEK, 7 * _DAY), (Nearness.MONTH, 30 * _DAY))
AHEAD = 30 * _DAY

#: Which status an end is drawn as, the nearer the louder.
ENDING = {Nearness.MONTH: "waived", Nearness.WEEK: "waiting", Nearness.DAY: "blocked"}


def nearness(ends_at: datetime, now: datetime) -> Nearness | None:
    """Return how near the end is; None more than 30 days before it, and once it has come."""
    if ends_at <= now:
        return None
    return next((mark for mark, ahead in MARKS if ends_at - now <= ahead), None)


def told(ends_at: datetime, now: datetime) -> str:
    """Return "Ends in 6 days". Within the last day hours are counted; what has begun is not."""
    left = ends_at - now
    if left > _DAY:
        return f"Ends in {counted(left // _DAY, 'day')}"
    if left >= _HOUR:
        return f"Ends in {counted(left // _HOUR, 'hour')}"
    return "Ends within the hour"
