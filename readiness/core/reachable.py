"""By when a review can still be signed: its open gates in order, each within its reviewers' time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from readiness.core.calendars import next_working_ten
from readiness.core.clocks import end_after
from readiness.core.working_days import Calendar, begin_of, today_in

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenGate:
    """A gate that is not signed. `left` are the working days that its reviewers still have.

    `due_at` is when these are over, known while their clock runs. `is_asked` is false while the
    owner has to send something first. Of `after` only gates count that are open as well.
    """

    id: str
    title: str
    after: tuple[str, ...]
    calendar: Calendar
    left: float
    is_asked: bool
    was_asked: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A gate that the owner has to ask, and the last day on which that is in time."""

    gate: OpenGate
    by: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """`ends` tells when each open gate is signed at the latest, if all is asked now.

    `earliest` is the first ten o'clock of a working day of the owner after that. `asks` is empty
    if the planned time cannot be reached.
    """

    planned_at: datetime
    ends: Mapping[str, datetime]
    ends_at: datetime
    earliest: datetime
    asks: tuple[Ask, ...]

    @property
    def is_reachable(self) -> bool:
        return self.ends_at <= self.planned_at


def outlook(
    gates: Collection[OpenGate], planned_at: datetime, owner: Calendar, now: datetime
) -> Outlook:
    """Return what can be reached if every reviewer takes all the time they have."""
    ends = ends_of(gates, {}, now)
    ends_at = max(ends.values(), default=now)
    is_reachable = ends_at <= planned_at
    to_ask = [gate for gate in gates if not gate.is_asked and is_reachable]
    return Outlook(
        planned_at=planned_at,
        ends=ends,
        ends_at=ends_at,
        earliest=next_working_ten(ends_at, owner),
        asks=tuple(Ask(gate, _last_day(gates, gate, planned_at, owner, now)) for gate in to_ask),
    )


def ends_of(
    gates: Collection[OpenGate], asked: Mapping[str, datetime], now: datetime
) -> Mapping[str, datetime]:
    """Return when each gate is signed at the latest; `asked` are those that are asked after now."""
    known = {gate.id: gate for gate in gates}
    ends: dict[str, datetime] = {}

    def end_of(gate: OpenGate) -> datetime:
        if gate.id not in ends:
            before = [end_of(known[other]) for other in gate.after if other in known]
            start = max(now, asked.get(gate.id, now), *before)
            ends[gate.id] = _end(gate, start)
        return ends[gate.id]

    for gate in gates:
        end_of(gate)
    return ends


def _end(gate: OpenGate, start: datetime) -> datetime:
    # Who is overdue can sign at any moment, but not in the past.
    if gate.due_at is not None:
        return max(start, gate.due_at)
    return end_after(start, gate.left, gate.calendar)


def _last_day(
    gates: Collection[OpenGate],
    gate: OpenGate,
    planned_at: datetime,
    owner: Calendar,
    now: datetime,
) -> date:
    """Return the owner's last working day on which it is soon enough to ask; today at the least.

    Each gate has its own: what the latest of them costs is never added to what another one does.
    """
    today = today_in(owner, now)
    soon, late = today, today_in(owner, planned_at) + _DAY
    while late - soon > _DAY:
        middle = soon + (late - soon) // 2
        asked = {gate.id: begin_of(middle + _DAY, owner.zone)}
        if max(ends_of(gates, asked, now).values()) <= planned_at:
            soon = middle
        else:
            late = middle
    while soon > today and not owner.is_working(soon):
        soon -= _DAY
    return soon
