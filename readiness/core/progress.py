"""How far the filling out has come, and what is still open before areas can be submitted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from readiness.core.grades import Graded, Standing, Why


@dataclass(frozen=True, slots=True)
class AreaProgress:
    area: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    question: str
    area: str
    sentence: str


def progress(graded: Iterable[Graded]) -> tuple[AreaProgress, ...]:
    """Return how many of the asked questions are answered, per area in the order of asking."""
    areas: dict[str, list[bool]] = {}
    for each in graded:
        is_answered = each.grade.standing is not Standing.OPEN
        areas.setdefault(each.question.area, []).append(is_answered)
    return tuple(AreaProgress(area, sum(done), len(done)) for area, done in areas.items())


def open_questions(graded: Iterable[Graded], areas: Collection[str]) -> tuple[OpenQuestion, ...]:
    """Return what keeps these areas from being submitted. "I don't know" is an answer."""
    return tuple(
        OpenQuestion(each.question.id, each.question.area, each.grade.sentence)
        for each in graded
        if each.question.area in areas and _is_open(each)
    )


def _is_open(each: Graded) -> bool:
    return each.grade.standing is Standing.OPEN or each.grade.why is Why.NO_EVIDENCE
