"""Who takes a gate in hand: the least loaded who is there, or who stands in for whoever is away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    LEAST_LOADED = "least_loaded"
    BY_HAND = "by_hand"
    TAKEN_OVER = "taken_over"
    HANDED_OVER = "handed_over"
    SUBSTITUTE = "substitute"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may sign the gate.

    `load` counts the gates in hand whose turn it is; `last` is the number of the newest
    assignment, 0 for whoever never had one.
    """

    person: int
    load: int
    last: int = 0


def in_order(candidates: Collection[Candidate]) -> list[int]:
    """Return the people, the least loaded first; of equals who was assigned longest ago."""
    ordered = sorted(candidates, key=lambda each: (each.load, each.last, each.person))
    return [each.person for each in ordered]


def pick(
    candidates: Collection[Candidate], away: Mapping[int, int | None]
) -> tuple[int, How] | None:
    """Return who takes the gate. `away` holds the substitute of each person out of office.

    Somebody present comes first; only when nobody is, a substitute of somebody away.
    """
    ordered = in_order(candidates)
    for person in ordered:
        if person not in away:
            return person, How.LEAST_LOADED
    for person in ordered:
        standing_in = present(person, ordered, away)
        if standing_in is not None:
            return standing_in, How.SUBSTITUTE
    return None


def present(person: int, eligible: Collection[int], away: Mapping[int, int | None]) -> int | None:
    """Return the person, or while they are away who stands in for them and may sign; or nobody."""
    if person not in away:
        return person if person in eligible else None
    substitute = away[person]
    if substitute is None or substitute in away or substitute not in eligible:
        return None
    return substitute
