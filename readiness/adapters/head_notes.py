"""Remembers in the instance folder how long the ledger has been, beside the database and not in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from readiness.core.known_heads import Head, read

FILE = "known-heads"
#: The newest are enough: each holds all before it.
MOST = 50


def remembered(instance: Path) -> list[Head]:
    """Return the heads that were seen, the shortest first. A line that is none is left out."""
    path = instance / FILE
    lines = path.read_text().splitlines() if path.is_file() else []
    found = []
    for line in lines:
        try:
            found.append(read(line))
        except ValueError:
            continue
    return sorted(set(found))


def longest(instance: Path) -> int:
    """Return how long the ledger was at most."""
    return max((head.size for head in remembered(instance)), default=0)


def remember(instance: Path, head: Head) -> None:
    """Add a head that is not remembered yet."""
    known = remembered(instance)
    if head not in known and head.size:
        _write(instance, sorted({*known, head})[-MOST:])


def forget_all_but(instance: Path, head: Head) -> None:
    """Begin anew with a head that is shorter, as somebody has accepted the loss."""
    _write(instance, [head])


def _write(instance: Path, heads: Iterable[Head]) -> None:
    draft = instance / f".{FILE}"
    draft.write_text("".join(f"{each}\n" for each in heads))
    draft.replace(instance / FILE)
