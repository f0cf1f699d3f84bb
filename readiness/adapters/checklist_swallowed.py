"""Lines that were meant as keys but have become part of a text.

Where a line or a quote went missing, YAML takes what follows as text, and the file would load with a
limit or a gate less than its author reads in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.adapters import checklist_model as model
from readiness.adapters.checklist_answer_model import MODELS
from readiness.adapters.checklist_fields import Strict
from readiness.adapters.checklist_question_model import Area, Change, Question
from readiness.adapters.faults import Complaint, place_of
from readiness.adapters.yaml_nodes import Node, Scalar, Sequence

_MODELS: tuple[type[Strict], ...] = (
    *(model.Checklist, model.Module, model.Use, model.Gate, model.Policy),
    *(Area, Question, Change),
    *MODELS.values(),
)
KEYS = {field.alias or name for each in _MODELS for name, field in each.model_fields.items()}
_WORD = f"(?P<word>{'|'.join(sorted(KEYS))})"
_QUOTED = rf"""\\?["']?{_WORD}\\?["']?"""
#: A line that is a key: `blocks: true`, `- id: a.b`, `- {id: a.b`, `? blocks`.
_KEY = re.compile(rf"[ \t]*(?:[-?][ \t]+|\{{ *)*{_QUOTED} *:(?:\s|$)")
_LONE_KEY = re.compile(rf"[ \t]*(?:-[ \t]+)*\?[ \t]+{_QUOTED}[ \t]*$", re.MULTILINE)
LOOKS = (_KEY, _LONE_KEY)
_ITEM = re.compile(r"[ \t]*(?P<word>-) ")
#: What a key looks like anywhere between curly brackets.
_IN_FLOW = re.compile(rf"[,{{]\s*{_QUOTED} *:")


def complaints(root: Node, source: str) -> Iterator[Complaint]:
    for scalar, is_flow in _scalars(root):
        for found in _found(source, *scalar.span, is_flow):
            sentence = f"`{found['word']}` stands within a text; is something missing above?"
            yield Complaint(place_of(source, found.start("word")), sentence)


def texts(root: Node) -> Iterator[Scalar]:
    return (scalar for scalar, _ in _scalars(root))


def _found(source: str, start: int, end: int, is_flow: bool) -> Iterator[re.Match[str]]:
    looks = LOOKS if source[start] in "'\"|>" else (*LOOKS, _ITEM)
    for at in _line_starts(source, start, end):
        found = (look.match(source, at, end) for look in looks)
        yield from (each for each in found if each)
    if is_flow:
        yield from _IN_FLOW.finditer(source, start, end)


def _scalars(node: Node, is_flow: bool = False) -> Iterator[tuple[Scalar, bool]]:
    """Yield each text, and whether it stands between curly brackets."""
    if isinstance(node, Scalar):
        if isinstance(node.value, str):
            yield node, is_flow
    elif isinstance(node, Sequence):
        for each in node.items:
            yield from _scalars(each, is_flow)
    else:
        for each in node.entries.values():
            yield from _scalars(each, node.is_flow)


def _line_starts(source: str, start: int, end: int) -> Iterator[int]:
    """Yield where each line of the text but the first begins."""
    at = source.find("\n", start, end)
    while at >= 0:
        yield at + 1
        at = source.find("\n", at + 1, end)
