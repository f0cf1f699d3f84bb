"""Numbers against limits, and days against their age."""

from __future__ import annotations

from decimal import Decimal

import pytest

from readiness.core.answers import BadAnswer, missing, parse
from readiness.core.checklists import DateAge, Number
from readiness.core.grades import Standing, Why
from tests.factories.questions import graded, question

pytestmark = pytest.mark.once

MINUTES = Number("minutes", Decimal(2), Decimal("10.0"))
DEGREES = Number("°C", Decimal(-5), None)


@pytest.mark.parametrize(
    ("kind", "number", "why", "sentence"),
    [
        (MINUTES, "2", Why.MET, "Met."),
        (MINUTES, "10.00", Why.MET, "Met."),
        (
            MINUTES,
            "12.5",
            Why.OVER_LIMIT,
            "It is 12.5 minutes; at most 10 minutes is accepted.",
        ),
        (
            MINUTES,
            "1.9",
            Why.UNDER_LIMIT,
            "It is 1.9 minutes; at least 2 minutes is asked for.",
        ),
        (DEGREES, "-5", Why.MET, "Met."),
        (DEGREES, "-5.1", Why.UNDER_LIMIT, "It is -5.1 °C; at least -5 °C is asked for."),
        (DEGREES, "999999999999", Why.MET, "Met."),
        (Number("", None, Decimal(3)), "4", Why.OVER_LIMIT, "It is 4; at most 3 is accepted."),
        (Number("", None, None), "0", Why.MET, "Met."),
    ],
)
def test_a_number_is_within_its_limits_or_earns_nothing(
    kind: Number, number: str, why: Why, sentence: str
) -> None:
    result = graded(question(answer=kind), {"choice": "given", "number": number}).grade
    assert (result.why, result.sentence) == (why, sentence)
    assert result.credit == (1 if why is Why.MET else 0)


@pytest.mark.parametrize("kind", [MINUTES, Number("", None, None)])
def test_a_number_is_negative_only_where_its_minimum_is(kind: Number) -> None:
    with pytest.raises(BadAnswer, match="must be from 0 to"):
        parse(kind, {"choice": "given", "number": "-1"})


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-04", Why.IN_FUTURE),
        ("2026-11-03", Why.MET),  # today has begun there already
        ("2026-11-02", Why.MET),
        ("2026-08-04", Why.MET),
        ("2026-08-03", Why.TOO_OLD),
    ],
)
def test_a_day_is_past_and_not_too_old(day: str, why: Why) -> None:
    result = graded(question(answer=DateAge(90)), {"choice": "given", "date": day}).grade
    assert result.why is why
    assert result.is_met == (why is Why.MET)


def test_the_sentence_says_how_old_it_is() -> None:
    answer: dict[str, object] = {"choice": "given", "date": "2026-01-01"}
    sentence = graded(question(answer=DateAge(90)), answer).grade.sentence
    assert sentence == "2026-01-01 is 305 days ago; at most 90 days are accepted."


@pytest.mark.parametrize(
    ("kind", "told"), [(MINUTES, "Give the number."), (DateAge(90), "Give the date.")]
)
def test_nothing_typed_yet_is_missing(kind: Number | DateAge, told: str) -> None:
    assert missing(kind, parse(kind, {"choice": "given"})) == (told,)
    assert graded(question(answer=kind), {"choice": "given"}).grade.standing is Standing.OPEN
