"""The gates that wait for one person: escalated ones first, then those in hand, then the team's."""

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
    """What the person can sign, and what is escalated to them that others have to sign.

    So many of the gates, `ahead`, come before the latter: they are escalated, answered or in hand.
    """

    gates: tuple[Item, ...]
    escalated: tuple[Item, ...]
    ahead: int = 0


def gate_work(session: Session, *, by: Actor, now: datetime) -> GateWork:
    """Return it for whoever signs for a team or coordinates; each gate stands in one list."""
    is_coordinator = Role.COORDINATOR in by.roles
    if by.person is None or not (by.teams or is_coordinator):
        return GateWork((), ())
    found = [row for row in waiting_gates.rows(session, now=now) if row.is_now]
    mine = _votable(session, by.person, [row for row in found if row.gate.team in by.teams])
    own = {_key(row) for row in mine}
    others = [row for row in found if _is_escalated_to(row, by) and _key(row) not in own]
    return GateWork(
        tuple(_to_sign(row, by) for row in sorted(mine, key=lambda row: _first(row, by))),
        tuple(_escalated(row) for row in sorted(others, key=_order)),
        sum(not all(_ahead(row, by)) for row in mine),
    )


def _first(row: Waiting, by: Actor) -> tuple[bool, bool, bool, int, datetime]:
    return *_ahead(row, by), *_order(row)


def _ahead(row: Waiting, by: Actor) -> tuple[bool, bool, bool]:
    """Return what puts a gate first that the person can sign, each False where it does."""
    is_theirs = row.acting == by.person
    is_answered = bool(_answered(row, by)) or _was_refused_by(row, by)
    return not _is_escalated_to(row, by), not is_answered, not is_theirs


def _was_refused_by(row: Waiting, by: Actor) -> bool:
    """Return whether the person voted on what was refused and has changed since."""
    return row.gate.is_answered and row.gate.effort.to_read(by.person or 0) > 0


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
    return [row for row in found if person not in row.excluded and not _is_done(row, person, voted)]


def _is_done(row: Waiting, person: int, voted: Mapping[tuple[int, str], datetime]) -> bool:
    """Return whether the vote stands; one on what has changed since is asked for again."""
    voted_at = voted.get(_key(row))
    return not row.gate.effort.to_read(person) and voted_at is not None and voted_at >= row.since


def _to_sign(row: Waiting, by: Actor) -> Item:
    kind, word = ("waiting", "To sign") if row.gate.state == "waiting" else ("stale", "Changed")
    if row.clocks and row.clocks.state in PRESSING:
        kind, word = clock_words.STATES[row.clocks.state]
    sent = _SENT.get(row.gate.state) or f"sent by {row.review.owner}"
    hand = row.hand(by.person) if row.holder else ""
    said = (hand, _answered(row, by) or sent, row.gate.effort.line(by.person), _late(row))
    return Item(
        kind=kind,
        word=word,
        title=f"{row.gate.title} gate of {row.review.service}",
        sentence=f"Review {row.review.service} for the {row.gate.title} gate.",
        note=_first_up("; ".join(filter(None, said))),
        path=addresses.gate(row.review.id, row.gate.id),
        label="Review it",
        at=row.since,
        moment="sent",
    )


def _escalated(row: Waiting) -> Item:
    kind, word = clock_words.STATES[row.clocks.state] if row.clocks else ("blocked", "Escalated")
    turn = f"it is the turn of {row.turn}, {row.hand(None)}"
    return Item(
        kind=kind,
        word=word,
        title=f"{row.gate.title} gate of {row.review.service}",
        sentence=f"See that somebody signs {row.review.service} for the {row.gate.title} gate.",
        note=_first_up("; ".join(filter(None, (_late(row), turn)))),
        path=addresses.gate(row.review.id, row.gate.id),
        label="See to it",
        at=row.since,
        moment="sent",
    )


_SENT = {
    "stale": "it changed since it was signed",
    "denied": "it changed since it was refused, and you say whether the refusal ends",
}


def _answered(row: Waiting, by: Actor) -> str:
    """Return what the team answered of what the person asked: that comes before all else."""
    return row.gate.effort.answered(by.person)


def _order(row: Waiting) -> tuple[int, datetime]:
    return -row.urgency, row.since


def _late(row: Waiting) -> str:
    if row.clocks is None or not row.clocks.worst.is_overdue:
        return ""
    return clock_words.how(row.clocks.worst)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
