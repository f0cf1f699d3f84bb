"""A condition reads as a person would say it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from readiness.core.condition_words import if_unknown, in_words
from readiness.core.conditions import (
    AnswerName,
    Both,
    Choices,
    Compare,
    Condition,
    Either,
    FactName,
    Literal,
    Not,
)

PUBLIC, TIER = FactName("public"), FactName("tier")
LOW = Compare("<=", TIER, Literal(2))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (PUBLIC, "“Public” is yes"),
        (Not(PUBLIC), "“Public” is no"),
        (Not(LOW), "not (“Tier” is at most 2)"),
        (LOW, "“Tier” is at most 2"),
        (Compare("==", PUBLIC, Literal(True)), "“Public” is yes"),
        (Compare("==", PUBLIC, Literal(False)), "“Public” is no"),
        (Compare("in", Literal("cards"), FactName("data")), "“Sensitive data” includes payment card data"),
        (Compare("in", Literal("x"), FactName("gone")), "“gone” includes x"),
        (Both(PUBLIC, Either(LOW, FactName("ai"))),
         "“Public” is yes and (“Tier” is at most 2 or “Uses AI models” is yes)"),
        (Compare("==", AnswerName("a.b"), Literal(None)), "the answer to “Is it?” is not given yet"),
        (Compare("!=", AnswerName("a.b"), Literal(None)), "the answer to “Is it?” is given"),
        (Compare("==", Literal(None), TIER), "not given yet is “Tier”"),
        (Compare("in", AnswerName("a.b"), Choices((Literal("yes"), Literal("not_applicable")))),
         "the answer to “Is it?” is one of yes or not applicable"),
        (Compare("<", AnswerName("a.c"), Literal(Decimal("2.5"))), "the answer to “a.c” is below 2.5"),
        (Compare("==", Not(PUBLIC), Literal(True)), "“Public” is no is yes"),
        (Literal(True), "yes"),
    ],
)  # fmt: skip
def test_words(condition: Condition, words: str) -> None:
    assert in_words(condition, {"a.b": "Is it?"}) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (LOW, ", or if that is not known"),
        (Compare(">", AnswerName("a.n"), TIER), ", or if that is not known"),
        (Compare(">", AnswerName("a.n"), Literal(10)), ", or if the answer is “I don't know”"),
        (Compare("==", AnswerName("a.b"), Literal("no")), ""),
    ],
)
def test_it_is_said_when_it_holds_although_it_is_undecided(
    condition: Condition, words: str
) -> None:
    assert if_unknown(condition, {"a.n"}) == words
