"""How long to wait for a receiver, when to give up, and what its answer means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from readiness.core.connections import Kind

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
#: For how long a delivery is tried, and its receiver has to be down, before it is dead.
PATIENCE = timedelta(hours=72)
#: For how long it is kept after it is done or dead.
KEPT = timedelta(days=30)
#: Jitter: up to this part of a pause is left out, so that receivers do not all wait alike.
JITTER = 0.2
REDIRECTS = range(300, 400)


class Fate(StrEnum):
    DONE = "done"
    LATER = "later"
    # The receiver will never take this one, but may take the next.
    REFUSED = "refused"
    # The receiver is not there any more.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to, in words, and after how long the receiver wants to be asked again."""

    fate: Fate
    answer: str
    after: timedelta = timedelta(0)


# A receiver that is set up anew answers 404 or 401 for a while, so a webhook is patient with these.
GONE: Mapping[Kind, frozenset[int]] = {
    Kind.SLACK: frozenset({403, 404, 410}),
    Kind.TEAMS: frozenset({404, 410}),
    Kind.WEBHOOK: frozenset({410}),
}
REFUSED: Mapping[Kind, frozenset[int]] = {
    Kind.SLACK: frozenset({400, 413}),
    Kind.TEAMS: frozenset({400, 413}),
    Kind.WEBHOOK: frozenset({413}),
}


def fate_of(kind: Kind, status: int) -> Fate:
    if 200 <= status < 300:
        return Fate.DONE
    if status in GONE[kind]:
        return Fate.GONE
    return Fate.REFUSED if status in REFUSED[kind] else Fate.LATER


def pause(failures: int, *, chance: float) -> timedelta:
    """Return how long to wait after so many failures in a row; `chance` is from 0 to 1."""
    grown: timedelta = FIRST_PAUSE * 2 ** min(failures - 1, 20)
    return min(grown, LONGEST_PAUSE) * (1 - JITTER * chance)


def ends_at(counts_from: datetime, down_since: datetime) -> datetime:
    """Return when to try for the last time. What waited while nobody tried loses no time by it."""
    return max(counts_from, down_since) + PATIENCE


def next_try(
    outcome: Outcome, *, failures: int, chance: float, now: datetime, ends: datetime
) -> datetime:
    """Return when to try again: later each time, as late as is wished, but once more at the end."""
    wait = max(pause(failures, chance=chance), min(outcome.after, LONGEST_PAUSE))
    return min(now + wait, ends)


class State(StrEnum):
    """How a receiver stands, as administrators see it."""

    NEW = "new"
    UP = "up"
    WAITING = "waiting"
    DOWN = "down"
    DEAD = "dead"
    OFF = "off"


def state_of(*, is_off: bool, is_down: bool, was_tried: bool, waiting: int, dead: int) -> State:
    """Return the one that needs most to be looked at."""
    found = (
        (is_off, State.OFF),
        (is_down and waiting > 0, State.DOWN),
        (dead > 0, State.DEAD),
        (waiting > 0, State.WAITING),
        (was_tried, State.UP),
    )
    return next((state for holds, state in found if holds), State.NEW)
