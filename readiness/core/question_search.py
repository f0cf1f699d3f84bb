"""Finding questions by words, whatever their case."""

from __future__ import annotations

from readiness.core.checklists import Question

LONGEST = 100


def wanted(text: str) -> tuple[str, ...]:
    """Return the words that are looked for."""
    return tuple(text[:LONGEST].casefold().split())


def matches(question: Question, words: tuple[str, ...]) -> bool:
    """Return whether every word stands somewhere in what the question says. No words match none."""
    said = (question.id, question.text, question.why, question.help, question.origin)
    text = "\n".join(said).casefold()
    return bool(words) and all(word in text for word in words)
