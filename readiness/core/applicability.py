"""Which questions and gates of a checklist apply to a service, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from graphlib import TopologicalSorter

from readiness.core.checklists import AskedFrom, Checklist, GateRule, Question
from readiness.core.conditions import (
    AnswerScalar,
    Condition,
    RuleFailed,
    answer_names,
    evaluate,
)
from readiness.core.facts import Facts


class Because(StrEnum):
    ALWAYS = "always"
    CONDITION = "condition"
    FACT_NOT_KNOWN = "fact_not_known"
    RULE_FAILED = "rule_failed"


@dataclass(frozen=True, slots=True)
class Asked:
    question: Question
    because: Because


def asked(
    checklist: Checklist, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> tuple[Asked, ...]:
    """Return the questions that apply before the launch, in the checklist's order.

    Whatever cannot be decided applies. The answer to a question that does not apply counts as not
    given, so that a forgotten answer steers nothing.
    """
    reasons = _reasons(checklist, facts, answers)
    return tuple(
        Asked(question, reasons[question.id])
        for question in checklist.questions
        if question.id in reasons and question.asked_from is AskedFrom.START
    )


def gates(
    checklist: Checklist, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> tuple[GateRule, ...]:
    """Return the gates that apply, in the checklist's order, also one that covers no question."""
    counted = _counted(answers, _reasons(checklist, facts, answers))
    return tuple(
        gate for gate in checklist.gates if _because(gate.applies_if, facts, counted) is not None
    )


def _reasons(
    checklist: Checklist, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> dict[str, Because]:
    reasons: dict[str, Because] = {}
    for question in _followed_ups_first(checklist):
        because = _because(question.applies_if, facts, _counted(answers, reasons))
        if because is not None:
            reasons[question.id] = because
    return reasons


def _followed_ups_first(checklist: Checklist) -> Iterator[Question]:
    """Yield each question after those whose answers its condition looks at."""
    by_id = {question.id: question for question in checklist.questions}
    order = TopologicalSorter(
        {
            question.id: answer_names(question.applies_if) if question.applies_if else ()
            for question in checklist.questions
        }
    ).static_order()
    return (by_id[question_id] for question_id in order if question_id in by_id)


def _counted(
    answers: Mapping[str, AnswerScalar], reasons: Mapping[str, Because]
) -> dict[str, AnswerScalar]:
    return {question: given for question, given in answers.items() if question in reasons}


def _because(
    condition: Condition | None, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> Because | None:
    if condition is None:
        return Because.ALWAYS
    try:
        said = evaluate(condition, facts, answers)
    except RuleFailed:
        return Because.RULE_FAILED
    if said is None:
        return Because.FACT_NOT_KNOWN
    return Because.CONDITION if said else None
