"""What is wrong with a file, where, in a sentence for its author."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A word that is not known. What it may mean is looked up when it is told: that takes time."""

    word: str
    known: Collection[str]

    @property
    def ending(self) -> str:
        """Return what to add to a sentence about the word: the nearest known one, or all."""
        nearest = get_close_matches(self.word[:80], sorted(self.known), n=1)
        if nearest:
            return f"; did you mean `{nearest[0]}`?"
        are_few = 0 < len(self.known) <= 20
        return f"; known are {', '.join(sorted(self.known))}." if are_few else "."


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """A fault before the file has a name. About a misspelt word the sentence is not ended yet."""

    at: Place
    sentence: str
    misspelt: Misspelt | None = field(default=None, compare=False)

    def about(self, file: str) -> Fault:
        ending = self.misspelt.ending if self.misspelt else ""
        return Fault(file, self.at.line, self.at.column, self.sentence + ending)


def place_of(text: str, index: int) -> Place:
    """Return where the character stands in a text whose lines end with a line feed."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
