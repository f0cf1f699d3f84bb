"""A checklist as the author of a service would meet it, with answers that nobody keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from readiness.core import answers, applicability
from readiness.core.applicability import Asked, Because
from readiness.core.blockers import blockers
from readiness.core.checklists import Checklist, DateAge, GateRule, Number, Question, YesNo
from readiness.core.facts import Facts
from readiness.core.grades import Grade, Graded, Standing, Why, grade, grade_failed_rule
from readiness.core.reasons import Code
from readiness.core.scoring import Score
from readiness.core.verdicts import Case, content_reasons

#: How a question with a table or a day of its own is tried: nobody fills out a table for that.
MET, UNMET, NOT_KNOWN = "met", "unmet", "unknown"
_TRIED = {
    MET: Grade(Fraction(1), Standing.MET, Why.MET, "Met."),
    UNMET: Grade(Fraction(), Standing.UNMET, Why.NO, "Tried as not met."),
}
_LOW = frozenset({Code.SCORE_LOW, Code.AREA_SCORE_LOW})
#: One is enough: what is tried is what the answer is worth once it is shown.
_EVIDENCE = 1


@dataclass(frozen=True, slots=True)
class TryOut:
    """`faults` holds a sentence for each answer that could not be read; `low` those on marks."""

    asked: tuple[Asked, ...]
    left_out: tuple[Question, ...]
    grades: Mapping[str, Grade]
    faults: Mapping[str, str]
    gates: tuple[GateRule, ...]
    score: Score
    blockers: tuple[Graded, ...]
    low: tuple[str, ...]

    @property
    def minutes(self) -> int:
        return sum(each.question.minutes for each in self.asked)


def try_out(checklist: Checklist, facts: Facts, given: Mapping[str, str], now: datetime) -> TryOut:
    """Return what would be asked of such a service, and what these answers would be worth.

    `given` holds a choice, number or day for questions of those types, else `met` or `unmet`.
    """
    claims, faults = _claims(checklist, given, now)
    scalars = {
        question.id: answers.scalar(question.answer, claims[question.id])
        for question in checklist.questions
        if question.id in claims
    }
    asked = applicability.asked(checklist, facts, scalars)
    graded = tuple(
        Graded(each.question, _grade(each, claims.get(each.question.id), given, now))
        for each in asked
    )
    case = _case(checklist, graded)
    ids = {each.question.id for each in asked}
    return TryOut(
        asked=asked,
        left_out=tuple(each for each in checklist.questions if each.id not in ids),
        grades={each.question.id: each.grade for each in graded},
        faults=faults,
        gates=applicability.gates(checklist, facts, scalars),
        score=case.score,
        blockers=blockers(graded, frozenset()),
        low=tuple(each.sentence for each in content_reasons(case, now) if each.code in _LOW),
    )


def _claims(
    checklist: Checklist, given: Mapping[str, str], now: datetime
) -> tuple[dict[str, dict[str, object]], dict[str, str]]:
    claims: dict[str, dict[str, object]] = {}
    faults: dict[str, str] = {}
    for question in checklist.questions:
        claim = _claim(question, given.get(question.id, "").strip())
        try:
            if claim:
                parsed = answers.parse(question.answer, claim, today=now.date())
                claims[question.id] = parsed
        except answers.BadAnswer as fault:
            faults[question.id] = str(fault)
    return claims, faults


def _claim(question: Question, raw: str) -> dict[str, object]:
    """Return the answer as the team would give it, empty for none."""
    match question.answer:
        case _ if not raw:
            return {}
        case YesNo():
            return {"choice": raw, "reason": "Tried out."}
        case Number() | DateAge() if raw == NOT_KNOWN:
            return {"choice": NOT_KNOWN}
        case Number():
            return {"choice": "given", "number": raw}
        case DateAge():
            return {"choice": "given", "date": raw}
    return {"choice": "given"} if raw in _TRIED else {}


def _grade(
    each: Asked, claim: Mapping[str, object] | None, given: Mapping[str, str], now: datetime
) -> Grade:
    if each.because is Because.RULE_FAILED:
        return grade_failed_rule(each.question)
    is_typed = isinstance(each.question.answer, YesNo | Number | DateAge)
    if is_typed or claim is None:
        return grade(each.question, claim, _EVIDENCE, now.date())
    return _TRIED[given[each.question.id].strip()]


def _case(checklist: Checklist, graded: tuple[Graded, ...]) -> Case:
    return Case(
        review=0,
        owner="",
        titles={area.id: area.title for area in checklist.areas},
        policy=checklist.policy,
        graded=graded,
        gates=(),
        waivers=(),
        approved=None,
        drift_ends_at=None,
        is_abandoned=False,
    )
