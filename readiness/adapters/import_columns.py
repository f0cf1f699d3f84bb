"""What the columns of somebody else's table mean, guessed from their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    QUESTION = "question"
    AREA = "area"
    WHY = "why"
    PROOF = "proof"
    HELP = "help"
    WEIGHT = "weight"
    PRIORITY = "priority"
    BLOCKS = "blocks"


#: Where a name has words of several columns, the first of these is meant: "Why it is required".
_WORDS = {
    Column.WHY: {"why", "rationale", "reason", "reasoning", "motivation", "justification"},
    Column.BLOCKS: {"blocking", "blocker", "blocks", "mandatory", "required", "must", "obligatory"},
    Column.PROOF: {"evidence", "proof", "artifact", "artefact", "verification"},
    Column.WEIGHT: {"weight", "points"},
    Column.PRIORITY: {"priority", "severity", "importance", "criticality", "prio"},
    Column.AREA: {"area", "category", "section", "domain", "topic", "group", "theme", "discipline"},
    Column.QUESTION: {
        "question",
        "item",
        "check",
        "requirement",
        "criterion",
        "criteria",
        "control",
    }
    | {"task", "questions", "items", "checks", "statement"},
    Column.HELP: {"help", "notes", "note", "guidance", "hint", "hints", "description", "details"}
    | {"how", "explanation", "instructions", "remarks", "comments", "comment"},
}
#: Numbering columns, whose names have words of other columns: "Item no.".
_NUMBERING = {"no", "nr", "number", "id", "#", "ref"}
_LONGEST_NAME = 60
_MOST_COLUMNS = 100


def columns_of(names: Sequence[str]) -> dict[Column, int]:
    """Return which column has which meaning; each has one, and the first that fits is taken."""
    found: dict[Column, int] = {}
    for index, name in enumerate(names[:_MOST_COLUMNS]):
        meaning = _meaning(name)
        if meaning and meaning not in found:
            found[meaning] = index
    return found


def is_name_of_questions(name: str) -> bool:
    """Tell whether the name can mean nothing else, so that it needs no other beside it."""
    words = set(re.findall(r"[a-z]+", name.lower()))
    return bool(words) and words <= _WORDS[Column.QUESTION]


def _meaning(name: str) -> Column | None:
    words = set(re.findall(r"[a-z]+|#", name.lower()))
    if len(name) > _LONGEST_NAME or len(words) > 6 or words & _NUMBERING:
        return None
    return next((column for column, known in _WORDS.items() if words & known), None)
