"""What the words of a row of another system's checklist say about weight and blocking."""

from __future__ import annotations

import re
from dataclasses import dataclass

USUAL_WEIGHT = 2
_WEIGHTS = {
    "critical": 5, "blocker": 5, "highest": 5, "must": 5, "mandatory": 5, "p0": 5, "very high": 5,
    "high": 4, "major": 4, "p1": 4, "important": 4,
    "medium": 3, "moderate": 3, "normal": 3, "should": 3, "p2": 3,
    "low": 2, "minor": 2, "could": 2, "p3": 2, "nice to have": 2, "optional": 2,
    "lowest": 1, "trivial": 1, "very low": 1, "p4": 1,
}  # fmt: skip
_YES = frozenset(
    re.findall(
        r"\S+",
        "y yes x true 1 ja oui si must mandatory required blocker blocking block blocks critical"
        " \u2713 \u2714 \u2705 \u2611",
    )
)
_NO = frozenset(
    ("", "n", "no", "false", "0", "-", "\u2013", "optional", "nice to have", "none", "nein")
)
_STOPS = frozenset(("blocker", "must", "mandatory", "p0"))
_STOPPING_WORD = re.compile(
    r"\b(mandatory|blockers?|blocking|show-?stoppers?|p0|must(?= (?:be|have|not)\b)|required(?=[)\]]))",
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"(how (?:many|much|long|often)|what percent\w*)\b", re.IGNORECASE)
_DAY = re.compile(r"(when (?:was|were|did|has|have)|how (?:old|long ago))\b", re.IGNORECASE)

_OPEN = re.compile(r"(what|who|which|where|why|how|when)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guess:
    """What is guessed, and in `because` a sentence for each guess."""

    weight: int
    blocks: bool
    because: tuple[str, ...]


def guess(text: str, weight: str, priority: str, blocks: str) -> Guess:
    """Guess from the question and the cells of its row, which may be empty."""
    because = []
    guessed, word = _weight(weight, priority)
    if word:
        because.append(f'guess: weight {guessed}, because the row says "{_short(word)}"')
    elif weight or priority:
        because.append(f'not understood: weight or priority "{_short(weight or priority)}"')
    stopping = _stopping_word(text, priority, blocks)
    if stopping:
        because.append(f'guess: blocks, because the row says "{_short(stopping)}"')
    elif _plain(blocks) not in _NO:
        because.append(f'not understood: blocking "{_short(blocks)}"')
    return Guess(guessed, bool(stopping), (*because, *_wording(text)))


def missing(text: str, why: str, proof: str) -> tuple[str, ...]:
    """Return what the author has to add."""
    wanted = [key for key, said in (("why", why), ("proof", proof)) if not said]
    todo = [f"TODO: add {' and '.join(wanted)}"] if wanted else []
    if _DAY.match(text):
        todo.append("TODO: answer with `type: date` and its `max_age_days`, or ask for yes or no")
    elif _QUANTITY.match(text):
        todo.append("TODO: answer with `type: number`, its `unit` and limit, or ask for yes or no")
    return tuple(todo)


def _wording(text: str) -> tuple[str, ...]:
    if _OPEN.match(text) and not _QUANTITY.match(text) and not _DAY.match(text):
        return ('guess: reword so that "yes" is the good answer',)
    is_question = text.rstrip(" \"')\u201d\u2019*_").endswith(("?", "\uff1f", "\u061f"))
    return () if is_question else ('guess: reword as a question whose good answer is "yes"',)


def _weight(weight: str, priority: str) -> tuple[int, str]:
    """Return the weight and the word that says it. Of priorities 1 is the most, of weights 5."""
    for cell, is_rank in ((weight, False), (priority, True)):
        word = _plain(cell)
        if word in {"1", "2", "3", "4", "5"}:
            return 6 - int(word) if is_rank else int(word), cell
        if word in _WEIGHTS:
            return _WEIGHTS[word], cell
    return USUAL_WEIGHT, ""


def _stopping_word(text: str, priority: str, blocks: str) -> str:
    """Return the word that makes it a blocker; what its own cell denies no other word makes one."""
    said = _plain(blocks)
    if said in _YES or said.split(" ")[0].strip(",.:;!") in _YES:
        return blocks
    if blocks and said in _NO:
        return ""
    if _plain(priority) in _STOPS:
        return priority
    found = _STOPPING_WORD.search(text)
    return found.group(1) if found else ""


def _plain(cell: str) -> str:
    return " ".join(cell.casefold().split())


def _short(cell: str) -> str:
    return " ".join(cell.split())[:40]
