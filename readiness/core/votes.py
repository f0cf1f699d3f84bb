"""What a vote says, and what it has to say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from readiness.core.signoffs import Choice

LONGEST_COMMENT = 4000


@dataclass(frozen=True, slots=True)
class Word:
    """One vote as it was typed. It points at `questions`, and names the `denial` it would lift."""

    choice: Choice
    digest: str
    comment: str = ""
    questions: frozenset[str] = frozenset()
    denial: int | None = None


def faults(word: Word, covered: Collection[str]) -> dict[str, str]:
    """Return a sentence for each part of the vote that cannot be taken, by its name.

    A refusal needs a reason; whoever asks for changes points at questions or says what to do.
    """
    found = {}
    if word.choice is Choice.DENY and not word.comment:
        found["comment"] = "Say why, so that the team knows what to do."
    if len(word.comment) > LONGEST_COMMENT:
        found["comment"] = f"A comment takes at most {LONGEST_COMMENT} characters."
    if word.choice is Choice.REQUEST_CHANGES and not (word.questions or word.comment):
        found["questions"] = (
            "Tick the questions that need a change, or say in the comment what does."
        )
    if not word.questions.issubset(covered):
        found["questions"] = "This gate does not cover that question."
    return found
