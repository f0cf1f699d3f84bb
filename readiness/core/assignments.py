"""Who takes a gate in hand: the least loaded who is there; and who stands in for whoever is not."""

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


def pick(candidates: Collection[Candidate], away: Collection[int]) -> int | None:
    """Return who takes the gate: nobody if everybody who may sign is out of office."""
    return next((person for person in in_order(candidates) if person not in away), None)


def present(person: int, eligible: Collection[int], away: Mapping[int, int | None]) -> int | None:
    """Return the person, or while they are away who stands in for them and may sign; or nobody."""
    if person not in away:
        return person if person in eligible else None
    substitute = away[person]
    if substitute is None or substitute in away or substitute not in eligible:
        return None
    return substitute
