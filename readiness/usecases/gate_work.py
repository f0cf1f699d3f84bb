"""The gates that wait for one person: those in hand first, then escalated ones, then the team's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, clock_words
from readiness.core.clocks import ClockState
from readiness.core.rights import Actor, Role
from readiness.store import worklists as store
from readiness.usecases import waiting_gates
from readiness.usecases.waiting_gates import Waiting
from readiness.usecases.work_items import Item

#: Said as the word of an item; until then the item says what is to be done.
PRESSING = (
    ClockState.DUE_SOON,
    ClockState.OVERDUE,
    ClockState.TO_TEAM,
    ClockState.TO_COORDINATOR,
)


@dataclass(frozen=True, slots=True)
class GateWork:
    """What the person can sign, so many `in_hand` first; what is escalated to their team or them."""

    gates: tuple[Item, ...]
    escalated: tuple[Item, ...]
    in_hand: int = 0


def gate_work(session: Session, *, by: Actor, now: datetime) -> GateWork:
    """Return it for whoever signs for a team or coordinates; each gate stands in one list."""
    is_coordinator = Role.COORDINATOR in by.roles
    if by.person is None or not (by.teams or is_coordinator):
        return GateWork((), ())
    found = [row for row in waiting_gates.rows(session, now=now) if row.is_now]
    mine = _votable(session, by.person, [row for row in found if row.gate.team in by.teams])
    escalated = [row for row in found if _is_escalated_to(row, by) and row.acting != by.person]
    told = {_key(row) for row in escalated}
    gates = [row for row in mine if _key(row) not in told]
    gates.sort(key=lambda row: (not _answered(row, by), row.acting != by.person, *_order(row)))
    escalated.sort(key=_order)
    return GateWork(
        tuple(_to_sign(row, by) for row in gates),
        tuple(_escalated(row) for row in escalated),
        sum(row.acting == by.person for row in gates),
    )


def _key(row: Waiting) -> tuple[int, str]:
    return row.review.id, row.gate.id


def _is_escalated_to(row: Waiting, by: Actor) -> bool:
    if not row.is_escalated or row.clocks is None:
        return False
    is_theirs = row.clocks.state is ClockState.TO_COORDINATOR and Role.COORDINATOR in by.roles
    return is_theirs or row.gate.team in by.teams


def _votable(session: Session, person: int, found: Sequence[Waiting]) -> list[Waiting]:
    """Return the gates on which the person can vote and has not."""
    voted = store.last_votes(session, person, {row.review.id for row in found}) if found else {}
    return [row for row in found if person not in row.excluded and not _is_done(row, voted)]


def _is_done(row: Waiting, voted: Mapping[tuple[int, str], datetime]) -> bool:
    """Return whether the vote stands; one on what has changed since is asked for again."""
    voted_at = voted.get(_key(row))
    return row.gate.state != "stale" and voted_at is not None and voted_at >= row.since


def _to_sign(row: Waiting, by: Actor) -> Item:
    is_stale = row.gate.state == "stale"
    kind, word = row.gate.state, "Changed" if is_stale else "To sign"
    if row.clocks and row.clocks.state in PRESSING:
        kind, word = clock_words.STATES[row.clocks.state]
    sent = "it changed since it was signed" if is_stale else f"sent by {row.review.owner}"
    said = (_hand(row, by), _answered(row, by) or sent, row.gate.effort.line(by.person), _late(row))
    return Item(
        kind=kind,
        word=word,
        title=f"{row.gate.title} gate of {row.review.service}",
        sentence=f"Review {row.review.service} for the {row.gate.title} gate.",
        note=_first_up("; ".join(filter(None, said))),
        path=addresses.gate(row.review.id, row.gate.id),
        label="Review it",
        at=row.since,
    )


def _escalated(row: Waiting) -> Item:
    kind, word = clock_words.STATES[row.clocks.state] if row.clocks else ("blocked", "Escalated")
    turn = f"it is the turn of {row.turn}"
    return Item(
        kind=kind,
        word=word,
        title=f"{row.gate.title} gate of {row.review.service}",
        sentence=f"See that somebody signs {row.review.service} for the {row.gate.title} gate.",
        note=_first_up("; ".join(filter(None, (_late(row), turn)))),
        path=addresses.gate(row.review.id, row.gate.id),
        label="See to it",
        at=row.since,
    )


def _answered(row: Waiting, by: Actor) -> str:
    """Return what the team answered of what the person asked: that comes before all else."""
    return row.gate.effort.answered(by.person)


def _order(row: Waiting) -> tuple[int, datetime]:
    return -row.urgency, row.since


def _hand(row: Waiting, by: Actor) -> str:
    if row.acting is None:
        return ""
    if row.acting != by.person:
        return f"in the hand of {row.turn}"
    return "in your hand" if row.holder == by.person else f"you stand in for {row.holder_name}"


def _late(row: Waiting) -> str:
    if row.clocks is None or not row.clocks.worst.is_overdue:
        return ""
    return clock_words.how(row.clocks.worst)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
