"""Which question is asked about so often that its help should say more, and what it could say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: From so many services on a question is offered to coordinators.
LEAST = 3
#: What somebody put away is offered again when so many more services have asked.
MORE = 3
#: The help of a question holds no more (readiness/adapters/checklist_fields.py).
LONGEST_HELP = 2000
LONGEST_ASKED, LONGEST_ANSWER = 200, 300
HEADING = "Others asked:"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a thread began with, and the last that somebody else said in it, or nothing."""

    asked: str
    answered: str


def is_often(services: int) -> bool:
    return services >= LEAST


def is_put_away(services: int, seen: int | None) -> bool:
    """Return whether who has seen it with so many services is not told of it again yet."""
    return seen is not None and services < seen + MORE


def help_text(before: str, exchanges: Sequence[Exchange]) -> str:
    """Return the help with what was asked and answered below it, as much as there is room for."""
    lines = [*filter(None, before.strip().split("\n")), HEADING]
    for each in exchanges:
        line = _line(each)
        if line and len("\n".join([*lines, line])) <= LONGEST_HELP:
            lines.append(line)
    return "\n".join(lines)[:LONGEST_HELP]


def _line(each: Exchange) -> str:
    asked, answered = _short(each.asked, LONGEST_ASKED), _short(each.answered, LONGEST_ANSWER)
    return f"- {asked} Answer: {answered}" if asked and answered else f"- {asked}" if asked else ""


def _short(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
