"""Every event that the program records has its sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import readiness
from readiness.core import action_items
from readiness.core.ledger_words import SENTENCES, sentence
from readiness.core.threads import Became
from readiness.core.waivers import Decision
from readiness.usecases.phases import Move


def recorded() -> Iterator[str]:
    """Yield the event of each call of record(...) that names it in full."""
    for path in sorted((Path(readiness.__file__).parent / "usecases").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("record", "_record"):
                named = [each.value for each in node.args[1:] if isinstance(each, ast.Constant)]
                yield from (str(each) for each in named if "." in str(each))


def test_every_recorded_event_is_told() -> None:
    found = set(recorded())
    assert len(found) > 20, "the search has gone blind"
    found |= {f"review.{move}" for move in (Move.ABANDONED, Move.REOPENED)}
    found |= {f"waiver.{decision}" for decision in Decision}
    found |= {f"action_item.{move}" for move in action_items.Move}
    found |= {f"thread.{became}" for became in Became}
    assert found - set(SENTENCES) == set()


@pytest.mark.parametrize(
    ("event", "about", "words"),
    [
        ("comment.made", {"question": "a.b"}, "Bob commented on a.b"),
        ("comment.made", {"question": None, "gate": "sre"}, "Bob commented on the gate sre"),
        ("comment.made", {}, "Bob commented on the review"),
        ("review.approved", {"score": 987}, "The review was approved with a score of 98.7"),
        ("review.reopened", {"areas": ["hygiene", "defects"]}, "Bob reopened hygiene, defects"),
        ("review.reopened", {"areas": []}, "Bob reopened nothing"),
        ("gate.voted", {"gate": "sre", "choice": "request_changes"},
         "Bob voted to request changes on the gate sre"),
        ("role.granted", {"person": "Eve_1"}, "Bob gave Eve_1 the role ?"),
        ("unheard.of", {}, "Bob: unheard.of"),
    ],
)  # fmt: skip
def test_sentences(event: str, about: dict[str, object], words: str) -> None:
    assert sentence(event, "Bob", about) == words
