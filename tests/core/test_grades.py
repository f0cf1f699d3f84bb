"""How a question stands by its answer."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.checklists import AnswerType, EvidenceNeed, YesNo
from readiness.core.grades import Grade, Standing, Why, grade, grade_failed_rule
from tests.factories.answers import COUNTS, KINDS, pairs
from tests.factories.questions import TODAY, credit, graded, question, yes_no

pytestmark = pytest.mark.once

NOTHING = Fraction(0)
PROVEN = question(evidence=EvidenceNeed.REQUIRED)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_a_better_answer_never_lowers_the_credit(kind: AnswerType, data: st.DataObject) -> None:
    worse, better = data.draw(pairs(kind))
    assert 0 <= credit(kind, worse) <= credit(kind, better) <= 1


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data(), need=st.sampled_from(EvidenceNeed), before=st.integers(0, 2))
def test_more_evidence_never_lowers_the_credit(
    kind: AnswerType, data: st.DataObject, need: EvidenceNeed, before: int
) -> None:
    worse, better = data.draw(pairs(kind))
    asked = question(answer=kind, evidence=need)
    poorer = grade(asked, worse, before, TODAY).credit
    assert poorer <= grade(asked, better, before, TODAY).credit
    assert poorer <= grade(asked, worse, before + 1, TODAY).credit


def test_evidence_that_does_not_count_says_why() -> None:
    result = grade(PROVEN, yes_no("yes"), 0, TODAY, aged="It is too old.")
    assert (result.why, result.sentence) == (Why.NO_EVIDENCE, "It is too old.")
    welcome = question(evidence=EvidenceNeed.WELCOME)
    assert grade(welcome, yes_no("yes"), 0, TODAY, aged="It is too old.").is_met


def test_missing_evidence_does_not_hide_a_limit_that_is_missed() -> None:
    asked = question(answer=COUNTS, evidence=EvidenceNeed.REQUIRED)
    over = {"choice": "given", "counts": {"critical": 0, "high": 0, "low": 99}, "reason": ""}
    result = grade(asked, over, 0, TODAY)
    assert (result.why, result.credit) == (Why.NO_EVIDENCE, NOTHING)
    assert result.sentence == (
        "99 low defects are open; at most 10 may be. Evidence is required and none is attached."
    )


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_only_full_credit_is_met(kind: AnswerType, data: st.DataObject) -> None:
    result = graded(question(answer=kind), data.draw(pairs(kind))[0]).grade
    assert result.is_met == (result.credit == 1) == (result.why is Why.MET)


@pytest.mark.parametrize(
    ("choice", "earned", "standing", "why"),
    [
        ("yes", Fraction(1), Standing.MET, Why.MET),
        ("partly", Fraction(1, 2), Standing.PARTLY, Why.PARTLY),
        ("no", Fraction(0), Standing.UNMET, Why.NO),
        ("unknown", Fraction(0), Standing.UNMET, Why.DONT_KNOW),
        ("not_applicable", Fraction(0), Standing.NOT_APPLICABLE, Why.NOT_APPLICABLE),
        ("", Fraction(0), Standing.OPEN, Why.UNANSWERED),
    ],
)
def test_each_choice_has_its_worth(
    choice: str, earned: Fraction, standing: Standing, why: Why
) -> None:
    result = graded(question(), yes_no(choice)).grade
    assert (result.credit, result.standing, result.why) == (earned, standing, why)
    assert result.sentence.endswith(".")


def test_an_unanswered_question_is_open() -> None:
    expected = Grade(Fraction(), Standing.OPEN, Why.UNANSWERED, "Not answered yet.")
    assert graded(question(), None).grade == expected


@pytest.mark.parametrize("choice", ["partly", "not_applicable"])
def test_without_its_reason_an_answer_is_open(choice: str) -> None:
    result = graded(question(blocks=True), {"choice": choice, "reason": ""}).grade
    assert (result.credit, result.standing, result.why) == (NOTHING, Standing.OPEN, Why.INCOMPLETE)


@pytest.mark.parametrize(
    ("blocks", "may_not_apply", "why"),
    [
        (False, False, Why.NOT_APPLICABLE),
        (False, True, Why.NOT_APPLICABLE),
        (True, True, Why.NOT_APPLICABLE),
        (True, False, Why.MUST_APPLY),
    ],
)
def test_a_blocking_question_must_apply_unless_it_says_otherwise(
    blocks: bool, may_not_apply: bool, why: Why
) -> None:
    asked = question(blocks=blocks, may_not_apply=may_not_apply)
    result = graded(asked, yes_no("not_applicable")).grade
    assert result.why is why
    assert (result.standing is Standing.UNMET) == (why is Why.MUST_APPLY)


@pytest.mark.parametrize("choice", ["yes", "partly"])
def test_required_evidence_that_is_missing_takes_all_credit(choice: str) -> None:
    result = graded(PROVEN, yes_no(choice)).grade
    assert (result.credit, result.standing, result.why) == (
        NOTHING,
        Standing.UNMET,
        Why.NO_EVIDENCE,
    )
    assert graded(PROVEN, yes_no(choice), evidence=1).grade.credit > 0


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ("no", Why.NO),
        ("unknown", Why.DONT_KNOW),
        ("not_applicable", Why.NOT_APPLICABLE),
        ("", Why.UNANSWERED),
    ],
)
def test_evidence_is_asked_for_good_answers_only(choice: str, why: Why) -> None:
    assert graded(PROVEN, yes_no(choice)).grade.why is why


def test_evidence_that_is_only_welcome_may_be_missing() -> None:
    assert graded(question(evidence=EvidenceNeed.WELCOME), yes_no("yes")).grade.is_met


@pytest.mark.parametrize("answer", [yes_no("yes"), {"choice": "given", "counts": {"minor": 0}}])
def test_an_answer_to_what_the_question_was_before_is_open(answer: dict[str, object]) -> None:
    result = graded(question(answer=COUNTS), answer).grade
    assert (result.credit, result.standing, result.why) == (NOTHING, Standing.OPEN, Why.MISFIT)


def test_a_rule_that_failed_is_unmet() -> None:
    result = grade_failed_rule(question("hygiene.runbook"))
    assert (result.credit, result.standing, result.why) == (
        NOTHING,
        Standing.UNMET,
        Why.RULE_FAILED,
    )
    assert result.sentence.startswith("Whether hygiene.runbook applies could not be worked out")


def test_a_day_does_not_matter_to_a_yes() -> None:
    assert grade(question(answer=YesNo()), yes_no("yes"), 0, date(2099, 1, 1)).is_met
