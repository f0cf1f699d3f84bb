"""Whoever reads a checklist is told what meets each question."""

from __future__ import annotations

from decimal import Decimal

import pytest

from readiness.core.answer_words import good_answer
from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    Number,
    YesNo,
)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (YesNo(), "yes meets it"),
        (Counts((("critical", 0), ("high", 2))), "at most 0 critical, 2 high"),
        (Alerts(Decimal("2.5"), 80), "at most 2.5 pages a week, 80 % of them actionable"),
        (Coverage(("latency", "errors")), "by latency, errors;"),
        (Dependencies(), "slow, down or wrong"),
        (Number("minutes", None, Decimal(10)), "A number of minutes; at most 10"),
        (Number("", Decimal(1), Decimal(3)), "A number; at least 1 and at most 3"),
        (Number("%", None, None), "A number of %"),
        (DateAge(90), "not longer ago than 90 days"),
    ],
)
def test_words(answer: AnswerType, words: str) -> None:
    assert words in good_answer(answer)
