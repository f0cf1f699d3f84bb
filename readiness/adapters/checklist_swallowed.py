"""Lines that were meant as keys but have become part of a text.

Where a line or a quote went missing, YAML takes what follows as text, and the file would load with a
limit or a gate less than its author reads in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readiness.adapters import checklist_model as model
from readiness.adapters import yaml_nodes
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
KEY = re.compile(rf"""[ \t]*(?:- +)*["']?{_WORD}["']? *:(?:\s|$)""")
_ITEM = re.compile(r"[ \t]*(?P<word>-) ")


def complaints(root: Node, source: str) -> Iterator[Complaint]:
    for scalar in _scalars(root):
        start, end = scalar.span
        looks = (KEY,) if source[start] in "'\"|>" else (KEY, _ITEM)
        for at in _line_starts(source, start, end):
            for found in (look.match(source, at, end) for look in looks):
                if found:
                    sentence = (
                        f"`{found['word']}` stands within a text; is something missing above?"
                    )
                    yield Complaint(place_of(source, found.start("word")), sentence)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        if isinstance(node.value, str):
            yield node
        return
    inner: Iterable[Node] = node.items if isinstance(node, Sequence) else _values(node)
    for each in inner:
        yield from _scalars(each)


def _values(node: yaml_nodes.Mapping) -> Iterable[Node]:
    return node.entries.values()


def _line_starts(source: str, start: int, end: int) -> Iterator[int]:
    """Yield where each line of the text but the first begins."""
    at = source.find("\n", start, end)
    while at >= 0:
        yield at + 1
        at = source.find("\n", at + 1, end)
