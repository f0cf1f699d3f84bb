"""What is wrong with a file, where, in a sentence for its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Counted from one, as editors do."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    file: str
    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.sentence}"

    def as_warning(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: warning: {self.sentence}"


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """A fault before the file has a name."""

    at: Place
    sentence: str

    def about(self, file: str) -> Fault:
        return Fault(file, self.at.line, self.at.column, self.sentence)


def place_of(text: str, index: int) -> Place:
    """Return where the character stands in a text whose lines end with a line feed."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return what to add to a sentence about an unknown word: the nearest known one, or all."""
    names = sorted(known)
    if not names:
        return "."
    nearest = get_close_matches(word[:80], names, n=1)
    if nearest:
        return f"; did you mean `{nearest[0]}`?"
    return f"; known are {', '.join(names)}." if len(names) <= 20 else "."
