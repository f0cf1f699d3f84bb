"""When it was the reviewers' turn at each gate of a review, and what queues keep of that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import turns as core
from readiness.core.clocks import decide_within
from readiness.core.gate_notes import GateNote
from readiness.core.signoffs import Choice, Vote
from readiness.core.turns import Course, Given, Sent, Step
from readiness.store import applications, signoffs
from readiness.store.signoffs import Withdrawal
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView


def notes(session: Session, found: Dossier) -> Mapping[str, GateNote]:
    """Return a note of each gate that was sent; nothing is read while none was."""
    sent = [gate for gate in found.gates if gate.rounds]
    if not sent:
        return {}
    pasts = _pasts(session, found)
    return {gate.rule.id: _note(gate, pasts) for gate in sent}


def _note(gate: GateView, pasts: Mapping[str, tuple[Step, ...]]) -> GateNote:
    newest = gate.rounds[-1]
    numbers = {row.id: row.number for row in gate.rounds}
    voted = {numbers[vote.round_id] for vote in gate.votes}
    before = [pasts[other] for other in gate.rule.after if other in pasts]
    return GateNote(
        gate=gate.rule.id,
        respond=gate.rule.respond_within_days,
        decide=decide_within(gate.rule),
        sent_at=core.sent_at(_open(gate), voted),
        has_vote=any(vote.round_id == newest.id for vote in gate.votes),
        spans=core.turns(pasts[gate.rule.id], before),
        areas=gate.rule.areas,
        excluded=gate.ballot.contributors,
        approved=frozenset(vote.person for vote in gate.tally.approvals),
    )


def _sent(gate: GateView) -> tuple[Sent, ...]:
    return tuple(Sent(row.number, row.at, row.digest) for row in gate.rounds)


def _open(gate: GateView) -> tuple[Sent, ...]:
    """Return the rounds since the gate was last reopened; all of them while it is."""
    rounds = _sent(gate)
    return tuple(each for each in rounds if each.number > gate.ballot.closed_round) or rounds


def _pasts(session: Session, found: Dossier) -> Mapping[str, tuple[Step, ...]]:
    has_votes = any(gate.votes for gate in found.gates)
    rows = signoffs.withdrawals_of(session, found.review.id) if has_votes else ()
    back = {row.vote_id: row for row in rows}
    return {gate.rule.id: _past(session, found, gate, back) for gate in found.gates}


def _past(
    session: Session, found: Dossier, gate: GateView, back: Mapping[int, Withdrawal]
) -> tuple[Step, ...]:
    """Return the gate's history up to how it stands: newer facts may have changed it since."""
    past = core.history(_course(found, gate, back))
    state, is_theirs = gate.tally.state, gate.tally.is_reviewers_turn
    if not past or (past[-1].state, past[-1].is_theirs) == (state, is_theirs):
        return past
    at = max(past[-1].at, _changed_at(session, found, gate))
    return (*past, Step(at, state, is_theirs))


def _changed_at(session: Session, found: Dossier, gate: GateView) -> datetime:
    """Return when last something changed that the gate's state rests on beside its votes."""
    applied = [row.at for row in applications.applications_of(session, found.review.id)]
    areas = set(gate.rule.areas)
    answered = [row.at for row in found.claimed.revisions.values() if row.area in areas]
    return max((*applied, *answered), default=found.review.asked_at)


def _course(found: Dossier, gate: GateView, back: Mapping[int, Withdrawal]) -> Course:
    numbers = {row.id: row.number for row in gate.rounds}
    closings = ((move, move.closes.get(gate.rule.id)) for move in found.moves)
    return Course(
        people=gate.rule.people,
        rounds=_sent(gate),
        closed=tuple((int(number), move.at) for move, number in closings if number),
        votes=tuple(
            Given(
                Vote(
                    row.id,
                    row.by,
                    Choice(row.choice),
                    row.digest,
                    numbers[row.round_id],
                    row.denial_id,
                ),
                row.at,
                *_taken_back(back.get(row.id)),
            )
            for row in gate.votes
        ),
        digest=gate.ballot.digest,
    )


def _taken_back(row: Withdrawal | None) -> tuple[datetime | None, int | None]:
    return (row.at, row.up_to) if row else (None, None)
