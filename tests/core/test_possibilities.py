"""A condition is said never to hold only if no facts and no answers make it true."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.checklists import AnswerType, DateAge, Number, YesNo
from readiness.core.comparisons import UNKNOWN
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
    evaluate,
)
from readiness.core.facts import Facts
from readiness.core.possibilities import MOST_CASES, Patience, can_hold

pytestmark = pytest.mark.once

TIER, DATA, PUBLIC = FactName("tier"), FactName("data"), FactName("public")
CANARY, MINUTES, AGE = AnswerName("a.canary"), AnswerName("a.minutes"), AnswerName("a.age")
OTHER = AnswerName("a.other")
ANSWERS: dict[str, AnswerType] = {
    "a.canary": YesNo(),
    "a.minutes": Number("minutes", None, Decimal(10)),
    "a.other": Number("minutes", None, Decimal(10)),
    "a.age": DateAge(90),
    "a.balance": Number("euros", Decimal(-5), None),
}


def compare(left: Condition, operator: str, right: object) -> Compare:
    literal = right if isinstance(right, FactName | AnswerName | Choices) else Literal(right)  # type: ignore[arg-type]
    return Compare(operator, left, literal)


def both(*conditions: Condition) -> Condition:
    first, *rest = conditions
    return Both(first, both(*rest)) if rest else first


def holds(text: str) -> Compare:
    return compare(Literal(text), "in", DATA)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (PUBLIC, True),
        (both(PUBLIC, Not(PUBLIC)), False),
        (Either(both(PUBLIC, Not(PUBLIC)), compare(TIER, "==", 3)), True),
        (compare(TIER, ">", 2), True),
        (compare(TIER, ">", 3), False),
        (both(compare(TIER, "<=", 2), compare(TIER, "==", 3)), False),
        (compare(TIER, "in", Choices((Literal(2), Literal(3)))), True),
        (both(holds("cards"), holds("health")), True),
        (both(holds("cards"), Not(holds("cards"))), False),
        (compare(CANARY, "==", "no"), True),
        (both(compare(CANARY, "==", "no"), compare(CANARY, "==", "yes")), False),
        (compare(CANARY, "==", None), True),
        (compare(AGE, "==", "given"), True),
        (both(compare(MINUTES, ">", 15), compare(MINUTES, "<", 16)), True),
        (both(compare(MINUTES, ">", 15), compare(MINUTES, "<", 15)), False),
        (both(compare(MINUTES, ">", 15), compare(MINUTES, "==", None)), False),
        (compare(MINUTES, "<", 0), False),
        (compare(AnswerName("a.balance"), "<", 0), True),
        (both(compare(MINUTES, "<", OTHER), compare(OTHER, "<", MINUTES)), False),
        (both(compare(MINUTES, "<", OTHER), compare(OTHER, "<", TIER)), True),
        (
            both(compare(MINUTES, ">", 5), compare(MINUTES, "<", OTHER), compare(OTHER, "<", 6)),
            True,
        ),
    ],
)
def test_what_can_never_hold_is_found(condition: Condition, expected: bool) -> None:
    assert can_hold(condition, ANSWERS) is expected


def test_what_has_too_many_cases_is_taken_to_be_possible() -> None:
    names = [f"a.q{number}" for number in range(10)]
    never = both(PUBLIC, Not(PUBLIC), *(compare(AnswerName(name), "==", "no") for name in names))
    assert 6 ** len(names) > MOST_CASES
    assert can_hold(never, {name: YesNo() for name in names})


LEAVES: list[Condition] = [
    PUBLIC,
    holds("cards"),
    holds("personal"),
    compare(TIER, "<=", 2),
    compare(TIER, "==", 3),
    compare(CANARY, "in", Choices((Literal("no"), Literal("partly")))),
    compare(CANARY, "!=", None),
    compare(MINUTES, ">", 15),
    compare(MINUTES, "<=", Decimal("15.5")),
    compare(MINUTES, ">=", OTHER),
]
CONDITIONS = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.builds(Not, inner), st.builds(Both, inner, inner), st.builds(Either, inner, inner)
    ),
    max_leaves=8,
)
NUMBERS = st.one_of(st.none(), st.decimals(0, 40, places=1))


@given(
    CONDITIONS,
    st.fixed_dictionaries(
        {
            "tier": st.sampled_from([1, 2, 3]),
            "data": st.frozensets(st.sampled_from(["cards", "personal", "health"])),
            "public": st.booleans(),
        }
    ),
    st.fixed_dictionaries(
        {
            "a.canary": st.sampled_from(["yes", "partly", "no", None]),
            "a.minutes": NUMBERS,
            "a.other": NUMBERS,
        }
    ),
)
def test_what_holds_for_anybody_can_hold(
    condition: Condition, known: dict[str, object], said: dict[str, AnswerScalar]
) -> None:
    if evaluate(condition, Facts(known), said):  # type: ignore[arg-type]
        assert can_hold(condition, ANSWERS)


def test_all_conditions_of_a_file_share_one_patience() -> None:
    never = both(PUBLIC, Not(PUBLIC))
    patience = Patience(left=9)
    # Two cases of four parts each; the second time too few looks are left.
    assert not can_hold(never, {}, patience)
    assert patience.left == 1
    assert can_hold(never, {}, patience)


@pytest.mark.parametrize("condition", [compare(MINUTES, ">", 15), compare(MINUTES, "!=", None)])
def test_an_answer_that_is_not_known_decides_nothing_and_is_no_case_of_its_own(
    condition: Condition,
) -> None:
    assert evaluate(condition, Facts({}), {"a.minutes": UNKNOWN}) is None
    assert not can_hold(both(condition, Not(condition)), ANSWERS)
