"""The conditions of a checklist in words, for its pages."""

from __future__ import annotations

from collections.abc import Callable

from readiness.core.checklists import Checklist
from readiness.core.condition_words import if_unknown, in_words, numbers_of
from readiness.core.conditions import Condition


def said_of(checklist: Checklist) -> Callable[[Condition], str]:
    """Return a function that says a condition, with the questions by their text."""
    texts = {question.id: question.text for question in checklist.questions}
    return lambda condition: in_words(condition, texts)


def asked_when(checklist: Checklist) -> Callable[[Condition], str]:
    """Return a function that says a condition, and when it holds although it is undecided."""
    words, numbers = said_of(checklist), numbers_of(checklist)
    return lambda condition: words(condition) + if_unknown(condition, numbers)
