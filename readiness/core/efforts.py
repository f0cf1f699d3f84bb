"""How much a reviewer has to read of a gate, in one line: what lists and the gate's page say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from readiness.core.asked_changes import told

MINUTES_A_QUESTION = 1.5


@dataclass(frozen=True, slots=True)
class Effort:
    """What is kept of a gate for lists, by person: (to read, unchanged) since their last vote,
    and (answered, asked) of the questions that they asked to have changed.
    """

    covers: int = 0
    read: Mapping[int, tuple[int, int]] | None = None
    asked: Mapping[int, tuple[int, int]] | None = None

    def line(self, person: int | None) -> str:
        """Return how much this person has to read, or nothing where that is not known."""
        if person in (self.read or {}):
            to_read, unchanged = (self.read or {})[person or 0]
            return line(to_read, unchanged)
        return line(self.covers) if self.covers else ""

    def to_read(self, person: int) -> int:
        """Return how much differs from what this person voted on last, 0 where it is not known."""
        return (self.read or {}).get(person, (0, 0))[0]

    def answered(self, person: int | None) -> str:
        """Return what was answered of what this person asked, or nothing."""
        done, count = (self.asked or {}).get(person or 0, (0, 0))
        return told(done, count) if done else ""


NO_EFFORT = Effort()


def line(to_read: int, unchanged: int | None = None) -> str:
    """Return it as in "14 unchanged, 2 to read, about 3 minutes"; None for who never looked."""
    if unchanged is not None and not to_read:
        return "nothing changed since your vote"
    about = f"{to_read} to read, about {_minutes(to_read)}"
    return about if unchanged is None else f"{unchanged} unchanged, {about}"


def _minutes(to_read: int) -> str:
    count = ceil(to_read * MINUTES_A_QUESTION)
    return "1 minute" if count == 1 else f"{count} minutes"


def read(plain: Mapping[str, object]) -> Effort:
    """Return it from a summary. Those written before there was such a thing hold none."""
    covers = plain.get("covers")
    return Effort(
        covers if isinstance(covers, int) else 0, _pairs(plain, "read"), _pairs(plain, "asked")
    )


def _pairs(plain: Mapping[str, object], name: str) -> dict[int, tuple[int, int]]:
    found = plain.get(name)
    pairs = found if isinstance(found, Mapping) else {}
    return {int(person): (first, second) for person, (first, second) in pairs.items()}
