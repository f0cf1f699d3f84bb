"""Which questions and gates of a checklist apply to a service, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from graphlib import TopologicalSorter

from readiness.core.checklists import AskedFrom, Checklist, GateRule, Question
from readiness.core.comparisons import UNKNOWN
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
    ANSWER_NOT_KNOWN = "answer_not_known"
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
    return _asked_from(AskedFrom.START, checklist, facts, answers)


def asked_after_launch(
    checklist: Checklist, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> tuple[Asked, ...]:
    """Return the questions that apply and need the experience of a launch to be answered."""
    return _asked_from(AskedFrom.LAUNCHED, checklist, facts, answers)


def _asked_from(
    when: AskedFrom, checklist: Checklist, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> tuple[Asked, ...]:
    reasons = _reasons(checklist, facts, answers)
    return tuple(
        Asked(question, reasons[question.id])
        for question in checklist.questions
        if question.id in reasons and question.asked_from is when
    )


def gates(
    checklist: Checklist, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> tuple[GateRule, ...]:
    """Return the gates that apply, in the checklist's order, also one that covers no question."""
    looks_at_answers = any(
        each.applies_if and answer_names(each.applies_if) for each in checklist.gates
    )
    counted = _counted(answers, _reasons(checklist, facts, answers)) if looks_at_answers else {}
    return tuple(
        gate for gate in checklist.gates if _because(gate.applies_if, facts, counted) is not None
    )


def _reasons(
    checklist: Checklist, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> dict[str, Because]:
    reasons: dict[str, Because] = {}
    counted: dict[str, AnswerScalar] = {}
    for question in _followed_ups_first(checklist):
        because = _because(question.applies_if, facts, counted)
        if because is not None:
            reasons[question.id] = because
            if question.id in answers:
                counted[question.id] = answers[question.id]
    return reasons


def _followed_ups_first(checklist: Checklist) -> Iterator[Question]:
    """Yield each question after those whose answers its condition looks at."""
    looks_at = {
        each.id: answer_names(each.applies_if) for each in checklist.questions if each.applies_if
    }
    follow_ups = {id_: names for id_, names in looks_at.items() if names}
    yield from (each for each in checklist.questions if each.id not in follow_ups)
    by_id = {each.id: each for each in checklist.questions}
    order = TopologicalSorter(follow_ups).static_order()
    yield from (by_id[id_] for id_ in order if id_ in follow_ups)


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
        is_answer = any(answers.get(name) is UNKNOWN for name in answer_names(condition))
        return Because.ANSWER_NOT_KNOWN if is_answer else Because.FACT_NOT_KNOWN
    return Because.CONDITION if said else None
