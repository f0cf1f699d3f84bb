"""A time-limited acceptance of one unmet question: when it counts, and what can be decided on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from readiness.core.calendars import next_working_ten
from readiness.core.working_days import Calendar, begin_of


class Decision(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"  # taken back by whoever asked


class WaiverState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    VOID = "void"  # the question is another one since
    REPLACED = "replaced"  # it was asked for again, and what was granted then runs instead


#: From which state which decision can be taken. Granting once more lets it end earlier.
MOVES = frozenset(
    {
        (WaiverState.ASKED, Decision.GRANTED),
        (WaiverState.ASKED, Decision.REFUSED),
        (WaiverState.ASKED, Decision.WITHDRAWN),
        (WaiverState.GRANTED, Decision.GRANTED),
        (WaiverState.GRANTED, Decision.REVOKED),
    }
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """`decision` is the newest one, None while nobody decided; `ends_at` the earliest end given.

    With `is_void` it waives nothing on the checklist of now (core/void_waivers.py); from
    `replaced_at` on another runs in its place (core/waiver_follow_ups.py).
    """

    id: int
    question: str
    ends_at: datetime
    decision: Decision | None
    is_void: bool = False
    replaced_at: datetime | None = None

    def state(self, at: datetime) -> WaiverState:
        if self.replaced_at is not None and at >= self.replaced_at:
            return WaiverState.REPLACED
        if self.decision is Decision.GRANTED and at >= self.ends_at:
            return WaiverState.ENDED
        if self.is_void and self.decision in (None, Decision.GRANTED):
            return WaiverState.VOID
        if self.decision is None:
            return WaiverState.ASKED
        return WaiverState(self.decision.value)

    def is_asked(self, at: datetime) -> bool:
        """Return whether somebody can still decide on it: what was asked for ends as well."""
        return self.state(at) is WaiverState.ASKED and at < self.ends_at

    def is_running(self, at: datetime) -> bool:
        return self.state(at) is WaiverState.GRANTED


def end_of(day: date, calendar: Calendar) -> datetime:
    """Return the instant at which a waiver until this day ends: ten on a working day, in UTC."""
    return next_working_ten(begin_of(day, calendar.zone), calendar)


def narrowed(asked: datetime, granted: Iterable[datetime | None]) -> datetime:
    """Return the earliest of the ends: whatever was granted later, none is ever widened."""
    return min([asked, *(end for end in granted if end is not None)])


def why_not_end(ends_at: datetime, now: datetime, new: datetime) -> str:
    """Return the sentence why a waiver that ends at `ends_at` cannot end at `new`, or nothing."""
    if new <= now:
        return "A waiver has to end on a later day than today. To end it now, revoke it."
    if new > ends_at:
        return "A waiver is narrowed and never widened. For longer, the team asks again."
    return ""
