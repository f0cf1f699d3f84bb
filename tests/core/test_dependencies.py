"""What happens when each dependency fails."""

from __future__ import annotations

from fractions import Fraction

import pytest

from readiness.core.answers import missing, parse
from readiness.core.checklists import Dependencies
from readiness.core.grades import Why
from tests.factories.questions import credit, graded, question

pytestmark = pytest.mark.once

KIND = Dependencies()
HARD = {
    "name": "database",
    "kind": "hard",
    "slow": "Pages wait 2 s, then fail.",
    "down": "Read-only from the cache.",
    "wrong": "Checksums refuse it.",
    "tested": True,
}
SOFT = HARD | {"name": "mail", "kind": "soft", "tested": False}
SILENT = HARD | {"name": "search", "slow": "", "wrong": ""}
UNTESTED = HARD | {"name": "queue", "tested": False}


def rows(*dependencies: dict[str, object], none: bool = False) -> dict[str, object]:
    return {"choice": "given", "rows": list(dependencies), "none": none}


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        (rows(HARD, SOFT), Fraction(1)),
        (rows(none=True), Fraction(1)),
        (rows(HARD, UNTESTED), Fraction(1, 2)),
        (rows(HARD, SOFT, SILENT), Fraction(2, 3)),
        (rows(SILENT), Fraction(0)),
    ],
)
def test_credit_is_the_share_that_is_described_and_where_hard_tested(
    answer: dict[str, object], earned: Fraction
) -> None:
    assert credit(KIND, answer) == earned


@pytest.mark.parametrize(
    ("answer", "why", "sentence"),
    [
        (rows(UNTESTED), Why.NOT_TESTED, "queue: its failure has not been tested."),
        (
            rows(SILENT, UNTESTED),
            Why.NOT_DESCRIBED,
            "search: what happens when it is slow or wrong is not said. "
            "queue: its failure has not been tested.",
        ),
    ],
)
def test_the_sentence_names_each_lack(answer: dict[str, object], why: Why, sentence: str) -> None:
    result = graded(question(answer=KIND), answer).grade
    assert (result.why, result.sentence) == (why, sentence)


def test_a_row_needs_a_name_and_a_kind() -> None:
    answer = parse(KIND, rows({"slow": "It waits."}, {}))
    assert missing(KIND, answer) == (
        "Dependency 1: give it a name.",
        "Dependency 1: choose hard or soft.",
    )


def test_a_dependency_is_listed_once() -> None:
    assert missing(KIND, parse(KIND, rows(HARD, HARD))) == ("“database” is listed twice.",)


def test_no_rows_and_no_tick_is_no_answer_yet() -> None:
    told = ("List the dependencies, or say that there are none.",)
    assert missing(KIND, parse(KIND, rows())) == told


def test_rows_and_the_tick_contradict_each_other() -> None:
    told = ("Take out the dependencies, or the tick at “no dependencies”.",)
    assert missing(KIND, parse(KIND, rows(HARD, none=True))) == told
