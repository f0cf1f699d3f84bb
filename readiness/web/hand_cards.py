"""Who has a gate in hand and how its clocks stand, as the gate's page draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from readiness.core import clock_words
from readiness.core.assignments import How
from readiness.core.clocks import Clock
from readiness.usecases.assignment_pages import Hand, Option

HOW: Mapping[How, Callable[[Hand], str]] = {
    How.LEAST_LOADED: lambda hand: "Had the fewest gates in hand",
    How.BY_HAND: lambda hand: f"Given by {hand.by}",
    How.TAKEN_OVER: lambda hand: "Took it",
    How.HANDED_OVER: lambda hand: f"Handed over by {hand.by}",
    How.SUBSTITUTE: lambda hand: f"Stands in for {hand.instead_of or 'somebody'}, out of office",
    How.RELEASED: lambda hand: f"{hand.by} let go of it",
}


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: until what, its status, its due time, and how much is used."""

    label: str
    status: tuple[str, str]
    due_at: datetime | None
    told: str


@dataclass(frozen=True, slots=True)
class HandCard:
    hand: Hand
    how: str
    clocks: tuple[ClockLine, ...]
    choices: tuple[tuple[int, str], ...]
    fault: str


def hand_card(hand: Hand, fault: str = "") -> HandCard:
    clocks = hand.clocks
    lines = (("First answer", clocks.respond), ("Signature", clocks.decide)) if clocks else ()
    return HandCard(
        hand=hand,
        how=HOW[hand.how](hand) if hand.how else "",
        clocks=tuple(_line(label, clock) for label, clock in lines),
        choices=tuple((each.person, _choice(each)) for each in hand.options),
        fault=fault,
    )


def _line(label: str, clock: Clock) -> ClockLine:
    told = clock_words.how(clock)
    return ClockLine(label, clock_words.STATES[clock.state], clock.due_at, told)


def _choice(option: Option) -> str:
    gates = "1 gate" if option.load == 1 else f"{option.load} gates"
    away = f", out of office until {option.until.day} {option.until:%B}" if option.until else ""
    return f"{option.name} ({gates} in hand{away})"
