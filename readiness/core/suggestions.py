"""Which earlier answer of the same service is offered for a question, for its author to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.core.checklists import AnswerType, Counts, Coverage, Number, Question

NOTHING_CLAIMED = frozenset({"", "unknown"})


@dataclass(frozen=True, slots=True)
class EarlierReview:
    """`answers` holds the newest revision of each of its questions that was answered."""

    review: int
    is_same_environment: bool
    questions: tuple[Question, ...]
    answers: Mapping[str, int]


def claims_something(value: Mapping[str, object]) -> bool:
    """Return whether it is an answer. "I don't know" of last year is none today."""
    return value.get("choice", "") not in NOTHING_CLAIMED


def in_order(reviews: Sequence[EarlierReview]) -> tuple[EarlierReview, ...]:
    """Return those of the same environment first, and of these the newest."""
    order = sorted(reviews, key=lambda each: (each.is_same_environment, each.review))
    return tuple(reversed(order))


def source(question: Question, ordered: Sequence[EarlierReview]) -> int | None:
    """Return the revision that is offered, None if there is none.

    The first review that knows an answer decides: what an older one says is out of date, also
    where the newer one's answer cannot be offered.
    """
    for review in ordered:
        for earlier in _same(question, review.questions):
            if earlier.id in review.answers:
                alike = _asks_alike(question.answer, earlier.answer)
                return review.answers[earlier.id] if alike else None
    return None


def _same(question: Question, earlier: Sequence[Question]) -> Iterator[Question]:
    """Yield what was asked under the same id, or else under one that either of them was renamed from."""
    yield from (each for each in earlier if each.id == question.id)
    for each in earlier:
        if each.id in question.was or question.id in each.was:
            yield each


def _asks_alike(now: AnswerType, before: AnswerType) -> bool:
    """Return whether an answer to the one means the same to the other. Limits may differ."""
    match now, before:
        case Number(unit=unit), Number():
            return unit == before.unit
        case Counts(limits=limits), Counts():
            return [name for name, _ in limits] == [name for name, _ in before.limits]
        case Coverage(signals=signals), Coverage():
            return signals == before.signals
        case _:
            return type(now) is type(before)
