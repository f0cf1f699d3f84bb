"""How far the filling out has come, and what is still open before areas can be submitted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from readiness.core.grades import Graded, Standing, Why


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """`unproven` of the answered questions still lack the evidence that they need."""

    area: str
    answered: int
    asked: int
    unproven: int = 0


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`is_answered` where nothing is open but the evidence."""

    question: str
    area: str
    sentence: str
    is_answered: bool = False


def progress(graded: Iterable[Graded]) -> tuple[AreaProgress, ...]:
    """Return how many of the asked questions are answered, per area in the order of asking."""
    areas: dict[str, list[Graded]] = {}
    for each in graded:
        areas.setdefault(each.question.area, []).append(each)
    return tuple(
        AreaProgress(
            area,
            sum(each.grade.standing is not Standing.OPEN for each in found),
            len(found),
            sum(map(_is_unproven, found)),
        )
        for area, found in areas.items()
    )


def open_questions(graded: Iterable[Graded], areas: Collection[str]) -> tuple[OpenQuestion, ...]:
    """Return what keeps these areas from being submitted. "I don't know" is an answer."""
    return tuple(
        OpenQuestion(each.question.id, each.question.area, each.grade.sentence, _is_unproven(each))
        for each in graded
        if each.question.area in areas and is_open(each)
    )


def is_open(each: Graded) -> bool:
    return each.grade.standing is Standing.OPEN or _is_unproven(each)


def _is_unproven(each: Graded) -> bool:
    return each.grade.why is Why.NO_EVIDENCE


def told(found: Collection[OpenQuestion]) -> str:
    """Return what is open in the words that every page says it in."""
    evidence = sum(each.is_answered for each in found)
    return what_is_open(len(found) - evidence, evidence)


def what_is_open(questions: int, evidence: int) -> str:
    """Return it without a full stop, as in "1 question and 2 pieces of evidence are missing"."""
    asked = "1 question" if questions == 1 else f"{questions} questions"
    pieces = "1 piece of evidence" if evidence == 1 else f"{evidence} pieces of evidence"
    if not evidence:
        return f"{asked} {'is' if questions == 1 else 'are'} still open"
    if not questions:
        return f"{pieces} {'is' if evidence == 1 else 'are'} missing"
    return f"{asked} and {pieces} are missing"
