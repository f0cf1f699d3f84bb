"""How a question stands by its answer: the credit it earns, and why it does not earn all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from readiness.core import alerts, answers, counts, coverage, dependencies, quantities
from readiness.core.checklists import (
    Alerts,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    EvidenceNeed,
    Number,
    Question,
    YesNo,
)
from readiness.core.measures import MET, Measure, Why, unmet

__all__ = ["Grade", "Graded", "Standing", "Why", "grade", "grade_failed_rule"]


class Standing(StrEnum):
    MET = "met"
    PARTLY = "partly"  # earns some credit, and is still unmet
    UNMET = "unmet"
    OPEN = "open"  # unanswered, or the answer is not complete
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Grade:
    """`credit` goes from 0 to 1. What does not apply has none and leaves the score."""

    credit: Fraction
    standing: Standing
    why: Why
    sentence: str

    @property
    def is_met(self) -> bool:
        return self.standing is Standing.MET


@dataclass(frozen=True, slots=True)
class Graded:
    question: Question
    grade: Grade


def grade(
    question: Question,
    answer: Mapping[str, object] | None,
    evidence: int,
    as_of: date,
    *,
    aged: str = "",
) -> Grade:
    """Return the grade of an answer behind which so many pieces of evidence count.

    `aged` says why what is attached does not count (core/evidence.py).
    A better answer, or one more piece of evidence, never lowers the credit (docs/scoring.md).
    """
    if answer is None or not answer.get("choice"):
        return _open(Why.UNANSWERED, "Not answered yet.")
    try:
        answer = answers.parse(question.answer, answer)
    except answers.BadAnswer:
        return _open(Why.MISFIT, "The question has changed since; answer it again.")
    lacking = answers.missing(question.answer, answer)
    if lacking:
        return _open(Why.INCOMPLETE, " ".join(lacking))
    if answer["choice"] == "not_applicable":
        return _not_applicable(question)
    if answer["choice"] == "unknown":
        return _settled(_DONT_KNOW)
    measure = _measure(question, answer, as_of)
    return _settled(_with_evidence(question, measure, evidence, aged))


def grade_failed_rule(question: Question) -> Grade:
    """Return the grade of a question of which nobody can say whether it applies."""
    sentence = f"Whether {question.id} applies could not be worked out, so it counts as unmet."
    return _settled(unmet(Why.RULE_FAILED, sentence))


def _open(why: Why, sentence: str) -> Grade:
    return Grade(Fraction(), Standing.OPEN, why, sentence)


def _not_applicable(question: Question) -> Grade:
    if question.blocks and not question.may_not_apply:
        return _settled(unmet(Why.MUST_APPLY, "This question applies to every service."))
    sentence = "Does not apply."
    return Grade(Fraction(), Standing.NOT_APPLICABLE, Why.NOT_APPLICABLE, sentence)


def _with_evidence(question: Question, measure: Measure, evidence: int, aged: str) -> Measure:
    # Also where the credit is a part: else "partly" would be worth more than an unproven "yes".
    if question.evidence is EvidenceNeed.REQUIRED and measure.credit and not evidence:
        lacking = aged or "Evidence is required and none is attached."
        # A limit that is missed comes first; that "partly" earns half would not be true.
        hides_nothing = measure.why in (Why.MET, Why.PARTLY)
        told = lacking if hides_nothing else f"{measure.sentence} {lacking}"
        return unmet(Why.NO_EVIDENCE, told)
    return measure


def _settled(measure: Measure) -> Grade:
    standing = Standing.PARTLY if measure.credit else Standing.UNMET
    if measure.credit == 1:
        standing = Standing.MET
    return Grade(measure.credit, standing, measure.why, measure.sentence)


_CHOICES = {
    "yes": MET,
    "partly": unmet(Why.PARTLY, "Only partly so; this earns half.", Fraction(1, 2)),
    "no": unmet(Why.NO, "The answer is no."),
}
_DONT_KNOW = unmet(Why.DONT_KNOW, "The answer is not known, which counts as unmet.")


def _measure(question: Question, answer: Mapping[str, object], as_of: date) -> Measure:
    match question.answer:
        case YesNo():
            return _CHOICES[str(answer["choice"])]
        case Counts() as kind:
            return counts.measure(kind, answer)
        case Alerts() as kind:
            return alerts.measure(kind, answer)
        case Coverage():
            return coverage.measure(answer)
        case Dependencies():
            return dependencies.measure(answer)
        case Number() as kind:
            return quantities.measure_number(kind, answer)
        case DateAge() as kind:
            return quantities.measure_date(kind, answer, as_of)
        case _:
            assert_never(question.answer)
