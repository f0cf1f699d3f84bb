"""What cannot be decided applies, and a forgotten answer steers nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from readiness.core.applicability import Because, asked, asked_after_launch, gates
from readiness.core.checklists import (
    Area,
    AskedFrom,
    Checklist,
    EvidenceNeed,
    GateRule,
    Kind,
    Policy,
    Question,
    YesNo,
)
from readiness.core.comparisons import UNKNOWN
from readiness.core.conditions import (
    AnswerName,
    Both,
    Compare,
    Condition,
    FactName,
    Literal,
    Not,
)
from readiness.core.facts import Facts

pytestmark = pytest.mark.once

PUBLIC = FactName("public")


def question(name: str, applies_if: Condition | None = None) -> Question:
    return Question(
        id=f"area.{name}",
        area="area",
        text=f"Is {name} done?",
        why="",
        proof="",
        help="",
        answer=YesNo(),
        weight=1,
        blocks=False,
        waivable=True,
        may_not_apply=False,
        evidence=EvidenceNeed.NONE,
        applies_if=applies_if,
        minutes=1,
    )


def gate(name: str, applies_if: Condition | None = None) -> GateRule:
    return GateRule(name, name, ("area",), "sre", 1, (), applies_if, 5)


def checklist(*questions: Question, gates: tuple[GateRule, ...] = ()) -> Checklist:
    policy = Policy(90, 365, 90, None, None)
    area = Area("area", "Area", "")
    return Checklist("x", 1, Kind.LAUNCH, "X", (area,), questions, gates, policy)


def is_answered(name: str, choice: str) -> Condition:
    return Compare("==", AnswerName(f"area.{name}"), Literal(choice))


@pytest.mark.parametrize(
    ("condition", "public", "because"),
    [
        (None, None, Because.ALWAYS),
        (PUBLIC, True, Because.CONDITION),
        (PUBLIC, False, None),
        (PUBLIC, None, Because.FACT_NOT_KNOWN),
        (Compare("<", PUBLIC, Literal(1)), True, Because.RULE_FAILED),
    ],
)
def test_a_question_applies_unless_its_condition_rules_it_out(
    condition: Condition | None, public: bool | None, because: Because | None
) -> None:
    found = asked(checklist(question("x", condition)), Facts({"public": public}), {})
    assert [each.because for each in found] == ([because] if because else [])


@pytest.mark.parametrize(
    ("public", "expected"),
    [(True, ["sre", "privacy"]), (None, ["sre", "privacy"]), (False, ["sre"])],
)
def test_a_gate_applies_unless_its_condition_rules_it_out(
    public: bool | None, expected: list[str]
) -> None:
    both = checklist(question("x"), gates=(gate("sre"), gate("privacy", PUBLIC)))
    assert [each.id for each in gates(both, Facts({"public": public}), {})] == expected


def test_a_gate_whose_rule_fails_applies() -> None:
    broken = gate("sre", Compare("<", AnswerName("area.x"), Literal(1)))
    found = gates(checklist(question("x"), gates=(broken,)), Facts({}), {"area.x": "unknown"})
    assert found == (broken,)


def test_questions_keep_their_order_though_the_first_follows_up_on_the_last() -> None:
    both = checklist(question("then", is_answered("first", "no")), question("first"))
    found = asked(both, Facts({}), {"area.first": "no"})
    assert [each.question.id for each in found] == ["area.then", "area.first"]


def test_a_follow_up_waits_for_its_answer() -> None:
    both = checklist(question("first"), question("then", is_answered("first", "no")))
    assert len(asked(both, Facts({}), {})) == 1
    assert len(asked(both, Facts({}), {"area.first": "yes"})) == 1
    assert len(asked(both, Facts({}), {"area.first": "no"})) == 2


def test_the_answer_to_a_question_that_does_not_apply_is_not_looked_at() -> None:
    both = checklist(
        question("first", PUBLIC),
        question("then", is_answered("first", "no")),
        gates=(gate("sre", is_answered("first", "no")),),
    )
    answers = {"area.first": "no"}
    assert len(asked(both, Facts({"public": True}), answers)) == 2
    assert asked(both, Facts({"public": False}), answers) == ()
    assert len(gates(both, Facts({"public": True}), answers)) == 1
    assert gates(both, Facts({"public": False}), answers) == ()


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "==", "!="])
@pytest.mark.parametrize("negated", [True, False])
def test_what_hangs_on_a_number_that_nobody_knows_is_asked(operator: str, negated: bool) -> None:
    compared = Compare(operator, AnswerName("area.first"), Literal(10))
    more = question("then", Not(compared) if negated else compared)
    both = checklist(question("first"), more, gates=(gate("sre", compared),))
    found = asked(both, Facts({}), {"area.first": UNKNOWN})
    assert [each.because for each in found] == [Because.ALWAYS, Because.ANSWER_NOT_KNOWN]
    assert len(gates(both, Facts({}), {"area.first": UNKNOWN})) == 1


def test_what_a_known_fact_rules_out_needs_no_number() -> None:
    more = question("then", Both(PUBLIC, Compare(">", AnswerName("area.first"), Literal(10))))
    both = checklist(question("first"), more)
    assert len(asked(both, Facts({"public": False}), {"area.first": UNKNOWN})) == 1


def test_a_text_where_a_number_should_be_fails_the_rule_and_asks_more() -> None:
    more = question("then", Not(Compare(">=", AnswerName("area.first"), Literal(2))))
    both = checklist(question("first"), more)
    assert len(asked(both, Facts({}), {"area.first": Decimal(2)})) == 1
    found = asked(both, Facts({}), {"area.first": "unknown"})
    assert found[1].because is Because.RULE_FAILED


def test_an_answer_of_a_question_outside_the_checklist_counts_as_not_given() -> None:
    alone = checklist(question("then", is_answered("elsewhere", "no")))
    assert asked(alone, Facts({}), {"area.elsewhere": "no"}) == ()


def test_what_needs_field_experience_is_not_asked_before_the_launch() -> None:
    later = replace(question("later"), asked_from=AskedFrom.LAUNCHED)
    assert asked(checklist(later), Facts({}), {}) == ()


def test_what_waits_for_the_launch_is_found_after_it_if_it_applies() -> None:
    now, later, other = (
        question("now"),
        replace(question("later", is_answered("now", "no")), asked_from=AskedFrom.LAUNCHED),
        replace(question("other", PUBLIC), asked_from=AskedFrom.LAUNCHED),
    )
    all_of_them, facts = checklist(now, later, other), Facts({"public": None})
    found = asked_after_launch(all_of_them, facts, {"area.now": "no"})
    assert [each.question.id for each in found] == ["area.later", "area.other"]
    found = asked_after_launch(all_of_them, Facts({"public": False}), {"area.now": "yes"})
    assert found == ()
