"""The conditions of a checklist in words, for its pages."""

from __future__ import annotations

from collections.abc import Callable

from readiness.core.checklists import Checklist
from readiness.core.condition_words import in_words
from readiness.core.conditions import Condition


def said_of(checklist: Checklist) -> Callable[[Condition], str]:
    """Return a function that says a condition, with the questions by their text."""
    texts = {question.id: question.text for question in checklist.questions}
    return lambda condition: in_words(condition, texts)
