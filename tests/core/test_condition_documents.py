"""A condition survives being stored."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from readiness.core.condition_documents import from_plain, to_plain
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
from readiness.core.plain import BadDocument

pytestmark = pytest.mark.once

PUBLIC = FactName("public")


@pytest.mark.parametrize(
    "condition",
    [
        PUBLIC,
        Not(PUBLIC),
        Literal(True),
        Both(PUBLIC, Not(PUBLIC)),
        Either(PUBLIC, Compare("<=", FactName("tier"), Literal(2))),
        Compare("in", Literal("cards"), FactName("data")),
        Compare("in", AnswerName("a.b"), Choices((Literal("no"), Literal(None)))),
        Compare(">", AnswerName("a.b"), Literal(Decimal("2.50"))),
    ],
)
def test_a_stored_condition_is_read_back_the_same(condition: Condition) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(condition)))) == condition


def test_a_condition_is_stored_as_a_tree() -> None:
    assert to_plain(Compare("<=", FactName("tier"), Literal(Decimal("2.5")))) == {
        "op": "<=",
        "left": {"fact": "tier"},
        "right": {"number": "2.5"},
    }


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"value": 2.5},
        {"fact": 1},
        {"number": "many"},
        {"number": "NaN"},
        {"not": "x"},
        {"choices": "x"},
        {"choices": [{"fact": "tier"}]},
        {"op": "+", "left": {"value": 1}, "right": {"value": 1}},
        {"op": "and", "left": {"value": 1}},
    ],
)
def test_what_was_not_written_by_us_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(BadDocument):
        from_plain(plain)
