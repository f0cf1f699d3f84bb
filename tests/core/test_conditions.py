"""Conditions are three-valued, and a fact that is not known never rules anything out."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from readiness.core.conditions import (
    AnswerName,
    AnswerScalar,
    Both,
    Choices,
    Compare,
    Condition,
    Either,
    FactName,
    Literal,
    Not,
    RuleFailed,
    answer_names,
    evaluate,
    fact_names,
)
from readiness.core.facts import Facts

pytestmark = pytest.mark.once

FACTS = Facts({"tier": 2, "data": frozenset({"cards"}), "public": True, "ai": False})
ANSWERS: dict[str, AnswerScalar] = {"a.said": "no", "a.count": Decimal("2.5"), "a.open": None}

TRUE, FALSE, UNKNOWN = FactName("public"), FactName("ai"), FactName("crowd")
TIER, DATA = FactName("tier"), FactName("data")
SAID, COUNT, OPEN = AnswerName("a.said"), AnswerName("a.count"), AnswerName("a.open")
NULL = Literal(None)


def said(condition: Condition) -> bool | None:
    return evaluate(condition, FACTS, ANSWERS)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (TRUE, True),
        (FALSE, False),
        (UNKNOWN, None),
        (Literal(True), True),
        (Not(TRUE), False),
        (Not(UNKNOWN), None),
    ],
)
def test_a_flag_speaks_for_itself(condition: Condition, expected: bool | None) -> None:
    assert said(condition) is expected


@pytest.mark.parametrize(("left", "right"), list(product((TRUE, FALSE, UNKNOWN), repeat=2)))
def test_and_and_or_follow_kleene(left: FactName, right: FactName) -> None:
    both, either = said(Both(left, right)), said(Either(left, right))
    assert both is (False if FALSE in (left, right) else None if UNKNOWN in (left, right) else True)
    assert either is (
        True if TRUE in (left, right) else None if UNKNOWN in (left, right) else False
    )


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        (TIER, "==", Literal(2), True),
        (TIER, "!=", Literal(2), False),
        (TIER, "<", Literal(2), False),
        (TIER, "<=", Literal(2), True),
        (TIER, ">", Literal(Decimal("1.5")), True),
        (TIER, ">=", Literal(3), False),
        (TIER, "in", Choices((Literal(1), Literal(2))), True),
        (TIER, "in", Choices((Literal(1), Literal(3))), False),
        (TRUE, "==", Literal(True), True),
        (Literal("cards"), "in", DATA, True),
        (Literal("health"), "in", DATA, False),
        (SAID, "==", Literal("no"), True),
        (SAID, "!=", Literal("no"), False),
        (SAID, "in", Choices((Literal("no"), Literal("partly"))), True),
        (COUNT, ">", Literal(2), True),
        (COUNT, "==", Literal(Decimal("2.5")), True),
    ],
)
def test_known_values_are_compared(
    left: Condition, operator: str, right: Condition, expected: bool
) -> None:
    assert said(Compare(operator, left, right)) is expected


@pytest.mark.parametrize("name", [OPEN, AnswerName("a.never_asked")])
@pytest.mark.parametrize(
    ("operator", "right", "expected"),
    [
        ("==", Literal("no"), False),
        ("!=", Literal("no"), True),
        ("==", NULL, True),
        ("!=", NULL, False),
        ("<", Literal(1), False),
        (">=", Literal(1), False),
        ("in", Choices((Literal("no"),)), False),
        ("in", Choices((Literal("no"), NULL)), True),
    ],
)
def test_an_answer_not_given_is_null_and_null_equals_only_null(
    name: AnswerName, operator: str, right: Condition, expected: bool
) -> None:
    assert said(Compare(operator, name, right)) is expected


@pytest.mark.parametrize("operator", ["==", "!=", "<", ">=", "in"])
def test_a_fact_that_is_not_known_leaves_the_comparison_open(operator: str) -> None:
    assert evaluate(Compare(operator, TIER, Literal(2)), Facts({}), {}) is None
    assert evaluate(Compare(operator, Literal("cards"), DATA), Facts({"data": None}), {}) is None


@pytest.mark.parametrize(
    "condition",
    [
        TIER,
        SAID,
        NULL,
        Compare("==", TIER, Literal("2")),
        Compare("==", TRUE, Literal(1)),
        Compare("==", DATA, DATA),
        Compare("<", SAID, Literal(2)),
        Compare("<", Literal(2), SAID),
        Compare("<", TRUE, Literal(2)),
        Compare("~", TIER, Literal(2)),
        Compare("in", TIER, DATA),
        Compare("in", SAID, Literal("no")),
        Compare("==", Not(TRUE), FALSE),
    ],
)
def test_values_that_do_not_fit_fail_the_rule(condition: Condition) -> None:
    with pytest.raises(RuleFailed):
        said(condition)


def test_a_left_side_that_decides_spares_the_right() -> None:
    assert said(Both(FALSE, TIER)) is False
    assert said(Either(TRUE, TIER)) is True


def test_a_condition_names_what_it_looks_at() -> None:
    condition = Either(
        Both(Not(TRUE), Compare("in", Literal("cards"), DATA)), Compare("==", SAID, Literal("no"))
    )
    assert fact_names(condition) == {"public", "data"}
    assert answer_names(condition) == {"a.said"}
