"""What the page of a gate says of who has it in hand: who, who stands in, who else could."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core import assignments as core
from readiness.core.assignments import How
from readiness.core.listings import in_words
from readiness.core.rights import Action, Actor, may, require
from readiness.store import assignments as store
from readiness.store import people
from readiness.store.assignments import Assignment
from readiness.usecases import assignments, clocks, hands, previews
from readiness.usecases.clocks import GateClocks
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.hands import Hands


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may sign, with how many gates they have in hand; away `until` a day or None."""

    person: int
    name: str
    load: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Hand:
    """`holder` has the gate in hand, `acting` is whose turn it is of the two; names, or nothing.

    `is_open` is false while nobody can take it: before it is sent, and once it is signed or over.
    `instead_of` names who is out of office and passed it on, where that is known.
    `until` is the holder's last day out of office. `advice` says what to do when it is nobody's
    turn. `can_take` and `may_release` are the reader's; `options` are empty unless they may choose.
    """

    is_open: bool
    seen: int | None
    holder: str
    acting: str
    instead_of: str
    until: date | None
    how: How | None
    by: str
    at: datetime | None
    advice: str
    clocks: GateClocks | None
    can_take: bool
    may_release: bool
    options: tuple[Option, ...]


def hand(session: Session, found: Dossier, gate: GateView, *, by: Actor, now: datetime) -> Hand:
    """Return who has the gate in hand, in the words and with the choices of this reader."""
    require(by, Action.READ)
    row = store.newest_assignments(session, [found.review.id]).get((found.review.id, gate.rule.id))
    able = hands.hands_of(session, gate, now=now)
    names = people.names(session, frozenset(_mentioned(row, able)))
    acting = able.acting(row)
    holder = row.person_id if row else None
    absence = able.absences.get(holder) if holder else None
    is_now = not assignments.why_not_now(found, gate)
    may_choose = is_now and may(by, Action.ASSIGN_GATE, gate_team=gate.rule.team)
    return Hand(
        is_open=is_now,
        seen=row.id if row else None,
        holder=names.get(holder, "") if holder else "",
        acting=names.get(acting, "") if acting else "",
        instead_of=in_words(names[each] for each in _passing(able, holder)),
        until=absence.until if absence else None,
        how=How(row.how) if row else None,
        by=names.get(row.by, "") if row and row.by else "",
        at=row.at if row else None,
        advice=_advice(session, found, gate, able, row, by, now) if is_now and not acting else "",
        clocks=clocks.of_gate(session, found, gate, by=by, now=now),
        can_take=may_choose and by.person in able.eligible and by.person != holder,
        may_release=may_choose and holder is not None,
        options=_options(session, able, names, holder) if may_choose else (),
    )


def holders(session: Session, found: Dossier, *, by: Actor) -> Mapping[str, int]:
    """Return who has each gate in hand that waits for its reviewers."""
    require(by, Action.READ)
    newest = store.newest_assignments(session, [found.review.id])
    rows = {gate.rule.id: newest.get((found.review.id, gate.rule.id)) for gate in found.gates}
    return {
        gate.rule.id: row.person_id
        for gate in found.gates
        if (row := rows[gate.rule.id]) and row.person_id
        if not assignments.why_not_now(found, gate)
    }


def _passing(able: Hands, holder: int | None) -> list[int]:
    """Return who is out of office and has named this person to stand in."""
    found = able.substitutes.items()
    return sorted(away for away, other in found if other is not None and other == holder)


def _mentioned(row: Assignment | None, able: Hands) -> Iterable[int]:
    yield from able.members
    yield from (each for each in ((row.person_id, row.by) if row else ()) if each)


def _options(
    session: Session, able: Hands, names: dict[int, str], holder: int | None
) -> tuple[Option, ...]:
    loads = hands.in_hand(session)
    others = core.in_order(hands.candidates(session, able.eligible, loads))
    untils = {person: absence.until for person, absence in able.absences.items()}
    return tuple(
        Option(person, names[person], loads[person], untils.get(person))
        for person in others
        if person != holder
    )


def _advice(
    session: Session,
    found: Dossier,
    gate: GateView,
    able: Hands,
    row: Assignment | None,
    by: Actor,
    now: datetime,
) -> str:
    """Return what to do when nobody's turn it is by name."""
    if not able.eligible:
        excluded = gate.ballot.contributors
        return previews.signers(session, [gate.rule], excluded=excluded, by=by, now=now)[0].advice
    if set(able.eligible) <= set(able.absences):
        back = min(absence.until for absence in able.absences.values() if absence.until)
        return (
            f"Everybody of {able.team} who may sign is out of office; the first is"
            f" back after {back.day} {back:%B}. A coordinator can ask an administrator to add somebody."
        )
    if row is None or row.person_id is None:
        return f"Nobody has it in hand: any member of {able.team} can take it."
    if row.person_id in able.absences:
        return "Nobody who may sign stands in: hand it over to somebody who is there."
    name = people.names(session, frozenset({row.person_id})).get(row.person_id, "")
    return assignments.why_not_them(found, gate, able, row.person_id, name) + " Hand it over."
