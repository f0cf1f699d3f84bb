"""When: what a review can still reach of its planned time, by the clocks of its open gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import reachable as core
from readiness.core import reachable_words as words
from readiness.core.clocks import decide_within
from readiness.core.gate_notes import GateNote
from readiness.core.listings import in_words
from readiness.core.reachable import OpenGate
from readiness.core.rights import Action, Actor, require
from readiness.core.signoffs import GateState
from readiness.core.verdicts import content_reasons
from readiness.core.working_days import Calendar
from readiness.store.teams import Team
from readiness.usecases import previews, turns
from readiness.usecases.calendars import calendar_of, calendars_of
from readiness.usecases.clocks import NO_TEAM, gate_clocks
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.previews import Signers

_NOBODY = "No day can be named: too few people can sign {} yet."


@dataclass(frozen=True, slots=True)
class GateEnd:
    title: str
    until: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class When:
    """All as sentences, in the time of the team that owns the service.

    `away` says of which gates everybody who can sign is out of office, which no day counts in.
    """

    planned: str
    zone: str
    sentence: str
    earliest: str
    away: tuple[str, ...]
    is_reachable: bool
    gates: tuple[GateEnd, ...]


def when(session: Session, found: Dossier, *, by: Actor, now: datetime) -> When | None:
    """Return what can be reached; nothing once the review is approved or was abandoned."""
    require(by, Action.READ)
    if found.phase.is_approved or found.phase.is_abandoned or not found.gates:
        return None
    owner = calendar_of(session, found.owner)
    gates = _open_gates(session, found, now)
    seen = core.outlook(gates, found.review.planned_at, owner, now)
    signing = _signers(session, found, by, now)
    nobody = in_words(each.rule.title for each in signing if each.advice)
    return When(
        planned=words.at(seen.planned_at, owner.zone, now),
        zone=owner.zone.replace("_", " "),
        sentence=_NOBODY.format(nobody)
        if nobody
        else words.sentence(seen, owner.zone, now, _owed(found)),
        earliest=words.earliest(seen, owner.zone, now) if gates and not nobody else "",
        away=tuple(each.all_away for each in signing if each.all_away),
        is_reachable=seen.is_reachable and not nobody,
        gates=tuple(
            GateEnd(gate.title, words.at(seen.ends[gate.id], owner.zone, now), gate.is_asked)
            for gate in gates
        ),
    )


def _signers(session: Session, found: Dossier, by: Actor, now: datetime) -> Sequence[Signers]:
    """Return who can sign each gate that is open."""
    return [
        previews.signers(session, [gate.rule], excluded=gate.ballot.contributors, by=by, now=now)[0]
        for gate in found.gates
        if not gate.is_signed
    ]


def _owed(found: Dossier) -> str:
    """Return what else is open at the planned time, when a waiver may have ended that runs now."""
    return words.settled(content_reasons(found.case, found.review.planned_at))


def _open_gates(session: Session, found: Dossier, now: datetime) -> tuple[OpenGate, ...]:
    calendars, notes = _calendars(session, found), turns.notes(session, found)
    return tuple(
        _open_gate(gate, notes.get(gate.rule.id), calendars.get(gate.rule.team, NO_TEAM), now)
        for gate in found.gates
        if not gate.is_signed
    )


def _calendars(session: Session, found: Dossier) -> Mapping[str, Calendar]:
    slugs = {gate.rule.team for gate in found.gates}
    teams = session.scalars(select(Team).where(Team.slug.in_(slugs))).all()
    calendars = calendars_of(session, teams)
    return {team.slug: calendars[team.id] for team in teams}


def _open_gate(
    gate: GateView, note: GateNote | None, calendar: Calendar, now: datetime
) -> OpenGate:
    days = decide_within(gate.rule)
    state = gate.tally.state
    clock = None
    if note is not None and state is not GateState.NOT_SUBMITTED:
        clock = gate_clocks(note, calendar, now, is_signed=False, has_answer=True).decide
    return OpenGate(
        id=gate.rule.id,
        title=gate.rule.title,
        after=gate.rule.after,
        calendar=calendar,
        left=max(0.0, days - clock.used) if clock else float(days),
        is_asked=gate.tally.is_reviewers_turn,
        was_asked=note is not None,
        due_at=clock.due_at if clock else None,
    )
