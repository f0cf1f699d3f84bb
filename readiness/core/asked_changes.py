"""What a reviewer asked to have changed, question by question, and what of it was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any]


class AskedState(StrEnum):
    OPEN = "open"
    UNSENT = "unsent"  # the team changed its answer and has not sent it yet
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """`id` is the one that the question has now."""

    id: str
    state: AskedState

    @property
    def is_answered(self) -> bool:
        return self.state is AskedState.ANSWERED


def asked_questions(
    asked: Sequence[str],
    *,
    before: Content,
    sent: Content,
    unsent: Sequence[str],
    current: Mapping[str, str],
) -> tuple[AskedQuestion, ...]:
    """Return how far each question is that was pointed at when the gate covered `before`.

    It is answered once `sent`, what the gate covers now, holds another answer or other evidence,
    or the question is not asked any more. `current` maps earlier ids to those of now.
    """
    old, new = _claims(before, current), _claims(sent, current)
    ids = dict.fromkeys(current.get(id_, id_) for id_ in asked)
    return tuple(AskedQuestion(id_, _state(id_, old, new, unsent)) for id_ in ids)


def _state(
    id_: str, old: Mapping[str, object], new: Mapping[str, object], unsent: Sequence[str]
) -> AskedState:
    if new.get(id_) != old.get(id_):
        return AskedState.ANSWERED
    return AskedState.UNSENT if id_ in unsent else AskedState.OPEN


def _claims(content: Content, current: Mapping[str, str]) -> dict[str, object]:
    """Return what the team claims to each question, without how the question is defined."""
    return {
        current.get(each["id"], each["id"]): (each["answer"], each["evidence"])
        for each in content["questions"]
    }


def answered_of(asked: Sequence[AskedQuestion]) -> str:
    """Return how many were answered, as in "answered: 2 of 2 that you asked about"."""
    done = sum(each.is_answered for each in asked)
    return told(done, len(asked))


def told(done: int, count: int) -> str:
    return f"answered: {done} of {count} that you asked about"
