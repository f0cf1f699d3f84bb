"""What changed from one text to the next: the words that went and came, with a few around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

#: So many words are shown before and after what changed.
AROUND = 8
_WORDS = re.compile(r"\S+\s*|\s+")


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def changed(old: str, new: str) -> tuple[Piece, ...]:
    """Return the stretch in which the texts differ. It takes the time of reading them once."""
    was, now = _WORDS.findall(old.strip()), _WORDS.findall(new.strip())
    start = _common(was, now)
    end = _common(was[start:][::-1], now[start:][::-1])
    before, after = now[:start], now[len(now) - end :]
    pieces = (
        Piece(Kind.SAME, ("… " if start > AROUND else "") + "".join(before[-AROUND:])),
        Piece(Kind.GONE, "".join(was[start : len(was) - end])),
        Piece(Kind.NEW, "".join(now[start : len(now) - end])),
        Piece(Kind.SAME, "".join(after[:AROUND]) + (" …" if end > AROUND else "")),
    )
    return tuple(piece for piece in pieces if piece.text)


def _common(one: list[str], two: list[str]) -> int:
    """Return how many words both begin with. The space behind a word makes it no other word."""
    count = 0
    for left, right in zip(one, two, strict=False):
        if left.strip() != right.strip():
            break
        count += 1
    return count
