"""The parts in which two answers differ, in the words of the page that lets somebody choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from readiness.core import answer_merges as core
from readiness.core.answer_merges import REASON, ROW, Part, Side
from readiness.core.errors import Conflict

LABELS = {
    "choice": "Answer",
    "reason": "Reason",
    "number": "Number",
    "date": "Day",
    "none": "There are none",
}
CHOICES = {
    "yes": "Yes",
    "partly": "Partly",
    "no": "No",
    "given": "Filled in below",
    "unknown": "I don't know",
    "not_applicable": "Not applicable",
}
#: As the fields of a row are called; what has no name here is told by its value alone.
FIELDS = {"pages": "pages a week", "slow": "slow", "down": "down", "wrong": "wrong"}
NOT_THERE, EMPTY = "Not there", "Empty"


@dataclass(frozen=True, slots=True)
class Choice:
    """A part as the page shows it; `merged` is the proposed text, None where there is none."""

    name: str
    label: str
    mine: str
    theirs: str
    offered: Side
    merged: str | None


def choices(
    typed: Mapping[str, object],
    theirs: Conflict,
    before: Mapping[str, object] | None,
    words: Mapping[str, str],
) -> tuple[Choice, ...]:
    """Return what is to be chosen. `words` are those of the answer's own choices."""
    mine = {name: value for name, value in typed.items() if name != "base"}
    return tuple(
        Choice(
            part.name,
            label(part),
            told(part.name, part.mine, words),
            told(part.name, part.theirs, words),
            part.offered,
            part.merged if part.name == REASON else None,
        )
        for part in core.parts(mine, theirs.theirs, before)
    )


def label(part: Part) -> str:
    if part.name.startswith(ROW):
        return f"Row {part.label or 'without a name'}"
    return LABELS.get(part.name, part.label.replace("_", " ").capitalize())


def told(name: str, value: object, words: Mapping[str, str]) -> str:
    if name.startswith(ROW):
        return NOT_THERE if value is None else _row(cast("Mapping[str, object]", value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    said = "" if value is None else str(value).strip()
    return (words.get(said, said) if name == "choice" else said) or EMPTY


def _row(row: Mapping[str, object]) -> str:
    told = (_field(name, value) for name, value in row.items() if name not in core.KEYS)
    return ", ".join(filter(None, told)) or "Only its name"


def _field(name: str, value: object) -> str:
    if isinstance(value, bool):
        return name if value else f"not {name}"
    if isinstance(value, Mapping):
        return ", ".join(filter(None, (_cell(signal, cell) for signal, cell in value.items())))
    said = str(value or "").strip()
    if not said:
        return ""
    return f"{said} {FIELDS[name]}" if name == "pages" else f"{FIELDS.get(name, '')} {said}".strip()


def _cell(signal: object, cell: object) -> str:
    held = cast("Mapping[str, object]", cell)
    state, by = str(held.get("state") or "missing").replace("_", " "), str(held.get("by") or "")
    return f"{signal} {state}{f' ({by})' if by else ''}"
