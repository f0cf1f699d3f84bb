"""Questions for tests, each with harmless values but for what the test is about."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from readiness.core.checklists import AnswerType, EvidenceNeed, Question, YesNo
from readiness.core.conditions import Condition
from readiness.core.grades import Graded, grade

TODAY = date(2026, 11, 2)


def question(
    id_: str = "hygiene.runbook",
    answer: AnswerType | None = None,
    *,
    weight: int = 1,
    blocks: bool = False,
    waivable: bool = True,
    may_not_apply: bool = False,
    evidence: EvidenceNeed = EvidenceNeed.NONE,
    applies_if: Condition | None = None,
    evidence_max_age_days: int | None = None,
) -> Question:
    """Return a yes-no question that asks for no evidence; its area is what stands before the dot."""
    return Question(
        id=id_,
        area=id_.split(".")[0],
        text="Is there a runbook for each alert?",
        why="At three in the morning nobody remembers.",
        proof="A link to the runbooks.",
        help="Write down what you would tell a colleague.",
        answer=answer or YesNo(),
        weight=weight,
        blocks=blocks,
        waivable=waivable,
        may_not_apply=may_not_apply,
        evidence=evidence,
        applies_if=applies_if,
        minutes=5,
        evidence_max_age_days=evidence_max_age_days,
    )


def yes_no(choice: str) -> dict[str, object]:
    return {"choice": choice, "reason": "Because we looked."}


def graded(asked: Question, answer: dict[str, object] | None, evidence: int = 0) -> Graded:
    return Graded(asked, grade(asked, answer, evidence, TODAY))


def credit(kind: AnswerType, answer: dict[str, object] | None) -> Fraction:
    return graded(question(answer=kind), answer).grade.credit
