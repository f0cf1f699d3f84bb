"""Pager alerts, against how often people may be called and how often for nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.core.answers import BadAnswer, missing, parse
from readiness.core.checklists import Alerts
from readiness.core.grades import Why
from tests.factories.questions import credit, graded, question

pytestmark = pytest.mark.once

KIND = Alerts(Decimal(2), 50)


def alerts(*rows: tuple[str, bool], none: bool = False) -> dict[str, object]:
    named = [
        {"alert": "errors", "type": "symptom", "pages": pages, "actionable": actionable}
        for pages, actionable in rows
    ]
    return {"choice": "given", "rows": named, "none": none}


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        (alerts(("1", True), ("1", False)), Fraction(1)),
        (alerts(("4", True)), Fraction(1, 2)),
        (alerts(("0.5", True), ("1.5", False)), Fraction(1, 2)),
        (alerts(("1", True), ("3", False)), Fraction(1, 4)),
        (alerts(("1", False)), Fraction(0)),
        (alerts(("0", True), ("0", False)), Fraction(1)),
        (alerts(("0", False), ("0", False)), Fraction(0)),
        (alerts(none=True), Fraction(0)),
    ],
)
def test_credit_is_frequency_times_usefulness(answer: dict[str, object], earned: Fraction) -> None:
    assert credit(KIND, answer) == earned


def test_limits_of_zero_are_limits_too() -> None:
    assert credit(Alerts(Decimal(0), 0), alerts(("0", False))) == 1
    assert credit(Alerts(Decimal(0), 0), alerts(("1", True))) == 0


@pytest.mark.parametrize(
    ("answer", "why", "sentence"),
    [
        (
            alerts(("2.5", True)),
            Why.OVER_LIMIT,
            "2.5 pages a week are expected; at most 2 may be.",
        ),
        (
            alerts(("1", True), ("3", False)),
            Why.OVER_LIMIT,
            "4 pages a week are expected; at most 2 may be. "
            "25 % of the pages need action; at least 50 % must.",
        ),
        (
            alerts(("0", False)),
            Why.NOT_ACTIONABLE,
            "0 % of the alerts need action; at least 50 % must.",
        ),
        (
            alerts(none=True),
            Why.NO_ALERTS,
            "There are no pager alerts, so nobody would be told that it is down.",
        ),
    ],
)
def test_the_sentence_says_what_is_too_much(
    answer: dict[str, object], why: Why, sentence: str
) -> None:
    result = graded(question(answer=KIND), answer).grade
    assert (result.why, result.sentence) == (why, sentence)


def test_a_row_that_holds_nothing_is_left_out() -> None:
    empty = {"alert": " ", "type": "", "pages": "", "actionable": False}
    assert parse(KIND, {"choice": "given", "rows": [empty, {}]})["rows"] == []


def test_a_row_half_typed_is_kept_and_said_to_be_missing() -> None:
    answer = parse(KIND, {"choice": "given", "rows": [{"type": "noise"}]})
    assert answer["rows"] == [{"alert": "", "type": "noise", "pages": "", "actionable": False}]
    assert missing(KIND, answer) == (
        "Alert 1: give it a name.",
        "Alert 1: give its pages a week.",
    )
    nameless = parse(KIND, {"choice": "given", "rows": [{"alert": "errors", "pages": "0"}]})
    assert missing(KIND, nameless) == ("Alert 1: say what type it is.",)


def test_no_rows_and_no_tick_is_no_answer_yet() -> None:
    told = ("List the pager alerts, or say that there are none.",)
    assert missing(KIND, parse(KIND, {"choice": "given"})) == told


def test_rows_and_the_tick_contradict_each_other() -> None:
    told = ("Take out the alerts, or the tick at “no pager alerts”.",)
    assert missing(KIND, parse(KIND, alerts(("1", True), none=True))) == told


def test_pages_are_told_as_the_person_typed_them() -> None:
    with pytest.raises(BadAnswer) as refused:
        parse(KIND, alerts(("1", True), ("often", True)))
    told = "Row 2: Pages a week must be a number such as 0.5."
    assert refused.value.faults == (("rows.1.pages", told),)


@pytest.mark.parametrize("pages", ["-1", "1000001"])
def test_pages_have_bounds(pages: str) -> None:
    with pytest.raises(BadAnswer, match="must be from 0 to 1,000,000"):
        parse(KIND, alerts((pages, True)))
