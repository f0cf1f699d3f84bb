"""Whose a question is: its own hand-over goes before its area's, and the newest of each counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from readiness.core.delegations import is_late, of_area, of_question

TODAY = date(2026, 11, 23)


@dataclass
class Row:
    id: int
    area: str
    question: str
    person_id: int | None
    wished_on: date | None = None


AREA, AGAIN, AREA_BACK = Row(1, "a", "", 7), Row(4, "a", "", 9), Row(5, "a", "", None)
OWN, OWN_BACK, OLD_NAME = Row(2, "a", "a.q", 8), Row(3, "a", "a.q", None), Row(6, "a", "a.old", 6)
ELSEWHERE = Row(7, "b", "", 5)


@pytest.mark.parametrize(
    ("rows", "whose"),
    [
        ([], None),
        ([ELSEWHERE], None),
        ([AREA], 7),
        ([AREA, OWN], 8),
        ([OWN], 8),
        ([AREA, OWN, OWN_BACK], 7),
        ([OWN, OWN_BACK], None),
        ([AREA, OWN, AGAIN], 8),
        ([AREA, AGAIN], 9),
        ([AREA, AREA_BACK], None),
        ([AREA, OWN, AREA_BACK], 8),
        ([AREA, OWN, OWN_BACK, OLD_NAME], 6),
    ],
)
def test_whose_a_question_is(rows: list[Row], whose: int | None) -> None:
    row = of_question(rows[::-1], ("a.q", "a.old"), "a")
    assert (row.person_id if row else None) == whose


def test_an_area_is_nobodys_because_one_of_its_questions_is_somebodys() -> None:
    assert of_area([OWN], "a") is None


@pytest.mark.parametrize(
    ("wished", "zone", "late"),
    [
        (None, "UTC", False),
        (TODAY, "UTC", False),
        (TODAY, "Pacific/Auckland", True),
        (date(2026, 11, 22), "UTC", True),
        (date(2026, 11, 22), "America/Los_Angeles", False),
    ],
)
def test_it_is_late_when_the_wished_day_is_over_there(
    wished: date | None, zone: str, late: bool
) -> None:
    # Then it is the 24th already in Auckland, and still the 22nd in Los Angeles.
    now = datetime(2026, 11, 23, 7 if "America" in zone else 12, tzinfo=UTC)
    assert is_late(wished, now, zone) == late
