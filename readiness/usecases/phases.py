"""Where a review is in its life, read off its moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from readiness.core.errors import WrongMoment
from readiness.store.reviews import ReviewMove


class Move(StrEnum):
    STARTED = "started"
    APPROVED = "approved"
    REOPENED = "reopened"
    LAUNCHED = "launched"
    ABANDONED = "abandoned"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Phase:
    """`reopened` names the areas that were opened again since the last approval."""

    is_approved: bool
    is_abandoned: bool
    was_approved: bool
    reopened: frozenset[str]

    def require_open(self, area: str) -> None:
        """Raise WrongMoment unless answers in the area may change."""
        if self.is_abandoned:
            raise WrongMoment("This review was abandoned; nothing in it can change any more.")
        if self.is_approved:
            raise WrongMoment("An approved review is read-only. Reopen the area to change it.")
        if self.was_approved and area not in self.reopened:
            raise WrongMoment("Only the reopened areas can change. Reopen this one as well.")

    def can_change(self, area: str) -> bool:
        try:
            self.require_open(area)
        except WrongMoment:
            return False
        return True


def phase_of(moves: Sequence[ReviewMove]) -> Phase:
    """Return the phase after these moves, oldest first."""
    is_approved = is_abandoned = was_approved = False
    reopened: frozenset[str] = frozenset()
    for move in moves:
        if move.move == Move.APPROVED:
            is_approved = was_approved = True
            reopened = frozenset()
        elif move.move == Move.REOPENED:
            is_approved = False
            reopened |= frozenset(move.areas)
        elif move.move == Move.ABANDONED:
            is_approved, is_abandoned = False, True
    return Phase(is_approved, is_abandoned, was_approved, reopened)


def closed_round(moves: Sequence[ReviewMove], gate: str) -> int:
    """Return up to which round a reopening made the gate's approvals void; 0 without any."""
    return max((int(move.closes.get(gate, 0)) for move in moves), default=0)
