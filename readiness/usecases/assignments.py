"""Taking a gate in hand, handing it over and letting go of it. It gives nobody a right to vote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import assignments as core
from readiness.core.assignments import How
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store import assignments as store
from readiness.store.assignments import Assignment
from readiness.store.people import names
from readiness.usecases import dossiers, hands
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.hands import Hands
from readiness.usecases.records import record


def assign_new(
    session: Session, found: Dossier, gates: Iterable[GateView], *, now: datetime
) -> None:
    """Give each gate that nobody was ever asked to take to the least loaded who is there.

    Called while its areas are sent, by whoever may send them. Nobody eligible: it stays free.
    """
    known = store.newest_assignments(session, [found.review.id])
    loads = hands.in_hand(session)
    for gate in gates:
        if (found.review.id, gate.rule.id) in known:
            continue
        able = hands.hands_of(session, gate, now=now)
        free = hands.candidates(session, able.eligible, loads)
        picked = core.pick(free, able.absences)
        if picked is not None:
            loads[picked] += 1
            _add(session, found, gate, picked, How.LEAST_LOADED, by=None, now=now)


def assign(
    session: Session,
    review_id: int,
    gate_id: str,
    person: int,
    *,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> Assignment:
    """Give the gate to an eligible member, oneself included; whoever is away passes it on.

    `seen` is the newest assignment that the person who decides was shown, None for none.
    """
    found = dossiers.locked(session, review_id, now=now)
    gate = found.gate(gate_id)
    require(by, Action.ASSIGN_GATE, gate_team=gate.rule.team)
    _require_moment(found, gate)
    newest = _require_newest(session, found, gate, seen)
    if newest is not None and newest.person_id == person:
        return newest
    taker = _taker(session, found, gate, person, by=by, now=now)
    how = How.SUBSTITUTE if taker != person else _how(newest, person, by)
    return _add(session, found, gate, taker, how, by=by, now=now)


def release(
    session: Session, review_id: int, gate_id: str, *, seen: int | None, by: Actor, now: datetime
) -> Assignment:
    """Let go of the gate: it waits for any member of its team again."""
    found = dossiers.locked(session, review_id, now=now)
    gate = found.gate(gate_id)
    require(by, Action.ASSIGN_GATE, gate_team=gate.rule.team)
    _require_moment(found, gate)
    newest = _require_newest(session, found, gate, seen)
    if newest is None:
        raise WrongMoment("Nobody has this gate in hand.")
    if newest.person_id is None:
        return newest
    return _add(session, found, gate, None, How.RELEASED, by=by, now=now)


def why_not_now(found: Dossier, gate: GateView) -> str:
    """Return why nobody can take the gate in hand now, or nothing."""
    if found.phase.is_abandoned:
        return "This review was abandoned; nobody has to take its gates in hand."
    if found.phase.is_approved or gate.is_signed:
        return "This gate is signed; nobody has to take it in hand."
    if gate.ballot.round <= gate.ballot.closed_round:
        return "The team has not sent this gate its areas yet."
    return ""


def _require_moment(found: Dossier, gate: GateView) -> None:
    refusal = why_not_now(found, gate)
    if refusal:
        raise WrongMoment(refusal)


def _require_newest(
    session: Session, found: Dossier, gate: GateView, seen: int | None
) -> Assignment | None:
    newest = store.newest_assignments(session, [found.review.id]).get(
        (found.review.id, gate.rule.id)
    )
    if (newest.id if newest else None) == seen:
        return newest
    holder = newest.person_id if newest else None
    who = names(session, frozenset({holder})).get(holder) if holder else "nobody"
    raise WrongMoment(f"Somebody was faster: {who} has this gate in hand now. Look again.")


def _taker(
    session: Session, found: Dossier, gate: GateView, person: int, *, by: Actor, now: datetime
) -> int:
    """Return who gets the gate that this person is given: their substitute while they are away."""
    able = hands.hands_of(session, gate, now=now)
    name = "You" if person == by.person else names(session, frozenset({person})).get(person, "")
    refusal = why_not_them(found, gate, able, person, name)
    if refusal:
        raise BadInput(refusal, {"person": refusal})
    taker = core.present(person, able.eligible, able.substitutes)
    # Who comes in to take a gate themselves is there for it, whatever their absence says.
    if taker is None and person != by.person:
        until = able.absences[person].until
        sentence = (
            f"{name} is out of office until {until:%d %B %Y}, and nobody who may sign stands in."
        )
        raise BadInput(sentence, {"person": sentence})
    return person if person == by.person or taker is None else taker


def why_not_them(found: Dossier, gate: GateView, able: Hands, person: int, name: str) -> str:
    """Return why this person cannot take the gate in hand, or nothing."""
    if person in able.eligible:
        return ""
    if person not in able.members:
        return f"Only members of {able.team} can take this gate in hand."
    if person == found.review.asked_by:
        return f"{name} asked for this review, so somebody else has to sign it."
    if person in gate.ballot.only_earlier:
        return f"{name} wrote an answer that was taken over here, so somebody else has to sign it."
    if person in gate.ballot.contributors:
        return f"{name} answered in an area that this gate covers, so somebody else has to sign it."
    return f"{name} cannot sign in any more, so somebody else has to sign it."


def _how(newest: Assignment | None, person: int, by: Actor) -> How:
    if person == by.person:
        return How.TAKEN_OVER
    is_theirs = newest is not None and newest.person_id == by.person
    return How.HANDED_OVER if is_theirs else How.BY_HAND


def _add(
    session: Session,
    found: Dossier,
    gate: GateView,
    person: int | None,
    how: How,
    *,
    by: Actor | None,
    now: datetime,
) -> Assignment:
    row = Assignment(
        review_id=found.review.id,
        gate=gate.rule.id,
        person_id=person,
        how=how,
        by=by.person if by else None,
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "gate.assigned" if person else "gate.released",
        by=by,
        service=found.service.id,
        review=found.review.id,
        gate=row.gate,
        person=person,
        how=row.how,
    )
    return row
