"""Heads of the ledger that somebody has seen, and what a copy of it lacks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WRITTEN = re.compile(r"([0-9]{1,12}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """How long the ledger was, and the hash of its last entry."""

    size: int
    hash: str

    def __str__(self) -> str:
        return f"{self.size}:{self.hash}"


def read(text: str) -> Head:
    """Return the head, or raise ValueError with a sentence."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r:.90} is no head: it is like 1234: and 64 digits of a hash.")
    return Head(int(found[1]), found[2])


def losses(known: Iterable[Head], copy: Head, hashes: Mapping[int, str]) -> list[str]:
    """Return what would be lost with this copy, a sentence each; nothing if every head is in it.

    `hashes` holds those of the copy's own entries, by their number, as far as they are known heads.
    """
    heads = sorted(set(known))
    longer = [head for head in heads if head.size > copy.size]
    found = [
        f"Entry {head.size} of the ledger is another one than was seen: {head}."
        for head in heads
        if head not in longer and head.size and hashes.get(head.size) != head.hash
    ]
    if longer:
        newest = longer[-1]
        count = newest.size - copy.size
        found.insert(
            0,
            f"The ledger was seen with {newest.size} entries and this copy has {copy.size}:"
            f" the last {count} would be lost, and all that happened with them.",
        )
    return found
