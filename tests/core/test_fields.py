"""What people type, in its normal form."""

from __future__ import annotations

import pytest

from readiness.core.answers import BadAnswer, parse
from readiness.core.checklists import Counts, DateAge, Dependencies, Number, YesNo
from readiness.core.fields import Fault, Fields

pytestmark = pytest.mark.once

NUMBER = Number("minutes", None, None)


def faults(kind: object, raw: object) -> tuple[Fault, ...]:
    with pytest.raises(BadAnswer) as refused:
        parse(kind, raw)  # type: ignore[arg-type]
    return refused.value.faults


def number(raw: object) -> object:
    return parse(NUMBER, {"choice": "given", "number": raw})["number"]


def reason(raw: object) -> object:
    return parse(YesNo(), {"choice": "no", "reason": raw})["reason"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0.50", "0.5"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        (" 12 ", "12"),
        ("1000", "1000"),
        ("-0.0", "0"),
        (12, "12"),
        (0.25, "0.25"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_decimal_has_one_form(typed: object, kept: str) -> None:
    assert number(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "1e3",
        "1,5",
        "NaN",
        "Infinity",
        float("nan"),
        1e-9,
        "٣",
        "1.1234567",
        "--1",
        ".",
        True,
        [],
        {},
    ],
)
def test_what_is_no_plain_number_is_refused(typed: object) -> None:
    told = (("number", "The number must be a number such as 0.5."),)
    assert faults(NUMBER, {"choice": "given", "number": typed}) == told


def test_a_text_is_trimmed_and_in_one_form() -> None:
    assert reason("  Cafe\u0301\r\nat\x00 \ud800noon \n") == "Café\nat noon"


def test_a_text_may_be_two_thousand_characters_long() -> None:
    assert reason("x" * 2_000) == "x" * 2_000
    told = (("reason", "The reason must be at most 2,000 characters long."),)
    assert faults(YesNo(), {"choice": "no", "reason": "x" * 2_001}) == told


@pytest.mark.parametrize("typed", [1, ["a"], {"a": "b"}, True])
def test_a_text_is_text(typed: object) -> None:
    told = (("reason", "The reason must be text."),)
    assert faults(YesNo(), {"choice": "no", "reason": typed}) == told


@pytest.mark.parametrize(("typed", "kept"), [(0, 0), ("3", 3), (" 3 ", 3), ("", ""), (None, "")])
def test_a_count_is_a_whole_number_or_not_given_yet(typed: object, kept: object) -> None:
    raw = {"choice": "given", "counts": {"high": typed}}
    assert parse(Counts((("high", 0),)), raw)["counts"] == {"high": kept}


@pytest.mark.parametrize("typed", [-1, "-1", 1_000_001, "1.0", 1.0, True, "two", "٣", [1]])
def test_what_is_no_count_is_refused(typed: object) -> None:
    told = "The count of high must be a whole number from 0 to 1,000,000."
    raw = {"choice": "given", "counts": {"high": typed}}
    assert faults(Counts((("high", 0),)), raw) == (("counts.high", told),)


@pytest.mark.parametrize("typed", [0, 1, "yes", [], 1.0])
def test_a_flag_is_true_or_false(typed: object) -> None:
    told = (("none", "“No dependencies” must be true or false."),)
    assert faults(Dependencies(), {"choice": "given", "none": typed}) == told


@pytest.mark.parametrize(
    ("typed", "kept"), [(True, True), (False, False), ("", False), (None, False)]
)
def test_a_flag_that_is_not_given_is_off(typed: object, kept: bool) -> None:
    assert parse(Dependencies(), {"choice": "given", "none": typed})["none"] is kept


@pytest.mark.parametrize("typed", ["x", {"0": {}}, 0, False])
def test_rows_are_a_list(typed: object) -> None:
    told = (("rows", "The rows must be a list."),)
    assert faults(Dependencies(), {"choice": "given", "rows": typed}) == told


def test_there_are_at_most_a_hundred_rows() -> None:
    rows = [{"name": f"db{at}"} for at in range(101)]
    assert len(parse(Dependencies(), {"choice": "given", "rows": rows[:100]})["rows"]) == 100  # type: ignore[arg-type]
    told = (("rows", "There can be at most 100 rows."),)
    assert faults(Dependencies(), {"choice": "given", "rows": rows}) == told


def test_a_name_is_one_short_line() -> None:
    rows = parse(Dependencies(), {"choice": "given", "rows": [{"name": " the\n data  base "}]})[
        "rows"
    ]
    assert rows[0]["name"] == "the data base"  # type: ignore[index]
    raw = {"choice": "given", "rows": [{"name": "x" * 201}]}
    told = "Row 1: The dependency's name must be at most 200 characters long."
    assert faults(Dependencies(), raw) == (("rows.0.name", told),)


def test_an_object_is_an_object() -> None:
    collected: list[Fault] = []
    Fields([], collected)
    assert collected == [("", "This must be an object with fields.")]
    raw = {"choice": "given", "counts": [1]}
    assert faults(Counts((("high", 0),)), raw)[0][0] == "counts"
    row = faults(Dependencies(), {"choice": "given", "rows": ["db"]})
    assert row == (("rows.0", "Row 1: This must be an object with fields."),)


def test_every_fault_is_told_at_once() -> None:
    raw = {"choice": "given", "rows": [{"tested": "maybe", "kind": "firm"}], "colour": "red"}
    assert [field for field, _ in faults(Dependencies(), raw)] == [
        "rows.0.kind",
        "rows.0.tested",
        "colour",
    ]


def test_a_fault_says_its_sentences() -> None:
    refused = BadAnswer((("a", "One."), ("b", "Two.")))
    assert str(refused) == "One. Two."


@pytest.mark.parametrize(
    "typed",
    ["2026-13-01", "2026-02-30", "20260101", "2026-W01-1", "1999-12-31", "2100-01-01", "soon"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    told = (("date", "The date must be a day such as 2026-10-01, from 2000 on."),)
    assert faults(DateAge(90), {"choice": "given", "date": typed}) == told
