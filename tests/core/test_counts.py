"""Defects by severity, against what may be open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from readiness.core.answers import BadAnswer, missing, parse
from readiness.core.checklists import Counts
from readiness.core.grades import Why
from tests.factories.questions import graded, question

pytestmark = pytest.mark.once

KIND = Counts((("critical", 0), ("high", 0), ("medium", 5)))


def counts(critical: object, high: object, medium: object) -> dict[str, object]:
    named = {"critical": critical, "high": high, "medium": medium}
    return {"choice": "given", "reason": "", "counts": named}


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        (counts(0, 0, 5), Fraction(1)),
        (counts(0, 2, 0), Fraction(2, 3)),
        (counts(0, 1, 6), Fraction(1, 3)),
        (counts(1, 1, 6), Fraction(0)),
    ],
)
def test_credit_is_the_share_of_severities_within_their_limit(
    answer: dict[str, object], earned: Fraction
) -> None:
    assert graded(question(answer=KIND), answer).grade.credit == earned


def test_the_sentence_names_each_limit_that_is_passed() -> None:
    result = graded(question(answer=KIND), counts(1, 2, 0)).grade
    assert result.why is Why.OVER_LIMIT
    assert result.sentence == (
        "1 critical defect is open; at most 0 may be. 2 high defects are open; at most 0 may be."
    )


def test_a_severity_without_a_count_is_missing() -> None:
    assert missing(KIND, parse(KIND, counts(0, "", None))) == (
        "Give the count of high.",
        "Give the count of medium.",
    )
    assert len(missing(KIND, parse(KIND, {"choice": "given"}))) == 3


def test_a_severity_that_is_not_asked_is_refused() -> None:
    raw = {"choice": "given", "counts": {"critical": 0, "tiny": 3}}
    with pytest.raises(BadAnswer) as refused:
        parse(KIND, raw)
    told = "There is no such field in this answer."
    assert refused.value.faults == (("counts.tiny", told),)
