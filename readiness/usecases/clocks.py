"""The clocks of gates: until somebody of the team answers, and until it is signed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import turns as core
from readiness.core.clocks import DIGITS, Clock, ClockState, clock, worst
from readiness.core.gate_notes import GateNote
from readiness.core.rights import Action, Actor, require
from readiness.core.working_days import Calendar, working_time
from readiness.store import clocks as store
from readiness.store.clocks import Spoken
from readiness.store.teams import members_of, named_team
from readiness.usecases import turns
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView

#: Working days where no team is known.
NO_TEAM = Calendar("UTC")


@dataclass(frozen=True, slots=True)
class GateClocks:
    """`age` is how many working days ago it was sent, `since` when the reviewers' turn began."""

    respond: Clock
    decide: Clock
    age: float
    since: datetime

    @property
    def worst(self) -> Clock:
        return worst(self.respond, self.decide)

    @property
    def state(self) -> ClockState:
        return self.worst.state


def gate_clocks(
    note: GateNote, calendar: Calendar, now: datetime, *, is_signed: bool, has_answer: bool
) -> GateClocks:
    """Return both clocks of a gate that was sent. A signed one is never overdue."""
    spans = core.since(note.spans, note.sent_at)
    running = [span.start for span in note.spans if span.end is None]
    return GateClocks(
        respond=clock(note.respond, spans, calendar, now, is_met=is_signed or has_answer),
        decide=clock(note.decide, note.spans, calendar, now, is_met=is_signed),
        age=round(working_time(note.sent_at, now, calendar), DIGITS),
        since=running[0] if running else note.sent_at,
    )


def has_answer(note: GateNote, said: Sequence[Spoken], members: Collection[int]) -> bool:
    """Return whether a member who could sign voted or commented since the gate was sent last."""
    able = set(members) - note.excluded
    return note.has_vote or any(
        each.by in able and each.at >= note.sent_at and _is_about(each, note) for each in said
    )


def _is_about(said: Spoken, note: GateNote) -> bool:
    if said.question is not None:
        return said.question.partition(".")[0] in note.areas
    return said.gate == note.gate


def of_gate(
    session: Session, found: Dossier, gate: GateView, *, by: Actor, now: datetime
) -> GateClocks | None:
    """Return the gate's clocks for its page; none before it is sent and after its review is over."""
    require(by, Action.READ)
    note = turns.notes(session, found).get(gate.rule.id)
    if note is None or found.phase.is_abandoned:
        return None
    calendar = calendar_of(session, named_team(session, gate.rule.team))
    members = members_of(session, {gate.rule.team})[gate.rule.team]
    said = store.spoken(session, {found.review.id})
    heard = has_answer(note, said, members)
    return gate_clocks(note, calendar, now, is_signed=gate.is_signed, has_answer=heard)
