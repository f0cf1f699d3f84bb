"""A time-limited acceptance of one unmet question: when it can be asked for, when it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from readiness.core.calendars import next_working_ten
from readiness.core.grades import Graded, Standing
from readiness.core.working_days import Calendar, begin_of


class Decision(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    REVOKED = "revoked"


class WaiverState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    REVOKED = "revoked"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Waiver:
    """`decision` is the newest one, None while nobody decided."""

    id: int
    question: str
    ends_at: datetime
    decision: Decision | None

    def state(self, at: datetime) -> WaiverState:
        if self.decision is None:
            return WaiverState.ASKED
        if self.decision is Decision.GRANTED and at >= self.ends_at:
            return WaiverState.ENDED
        return WaiverState(self.decision.value)

    def is_running(self, at: datetime) -> bool:
        return self.state(at) is WaiverState.GRANTED


def end_of(day: date, calendar: Calendar) -> datetime:
    """Return the instant at which a waiver until this day ends: ten on a working day, in UTC."""
    return next_working_ten(begin_of(day, calendar.zone), calendar)


def why_not_ask(graded: Graded, until: date, *, today: date, longest_days: int) -> str:
    """Return the sentence why no waiver can be asked for, or nothing."""
    if graded.grade.standing not in (Standing.PARTLY, Standing.UNMET):
        return "A waiver is for a question that is answered and not met."
    if not graded.question.waivable:
        return "This question cannot wait: it has to be met."
    if until <= today:
        return "A waiver has to end on a later day than today."
    latest = today + timedelta(days=longest_days)
    if until > latest:
        return f"A waiver runs for at most {longest_days} days, here until {latest.isoformat()}."
    return ""
