"""Evidence counts while it is young enough for its question."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.checklists import EvidenceNeed
from readiness.core.evidence import Proof, ends_soon, refusal, weigh
from tests.factories.questions import TODAY, question

pytestmark = pytest.mark.once

AGEING = question(evidence=EvidenceNeed.REQUIRED, evidence_max_age_days=30)
NO_DAY = "No evidence says of which day it is; evidence may be at most 30 days old."
OLD = "The newest evidence is of 2 October 2026, 31 days ago; evidence may be at most 30 days old."


def aged(*days: int | None) -> list[dict[str, object]]:
    """Return pieces so many days old; None is of no day."""
    pieces: list[dict[str, object]] = []
    for days_ago in days:
        piece: dict[str, object] = {"url": "https://example.com", "description": "The log"}
        if days_ago is not None:
            piece["dated"] = str(TODAY - timedelta(days=days_ago))
        pieces.append(piece)
    return pieces


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], Proof(0)),
        ([0], Proof(1)),
        ([30], Proof(1)),
        ([31], Proof(0, OLD)),
        ([400, 31], Proof(0, OLD)),
        ([31, None], Proof(0, OLD)),
        ([None], Proof(0, NO_DAY)),
        ([-2], Proof(0, NO_DAY)),
        ([-1], Proof(1)),
        ([30, 31, None, 3], Proof(2)),
    ],
)
def test_only_young_evidence_counts(days: list[int | None], expected: Proof) -> None:
    assert weigh(AGEING, aged(*days), TODAY) == expected


def test_without_a_limit_all_evidence_counts() -> None:
    assert weigh(question(evidence=EvidenceNeed.REQUIRED), aged(None, 9000), TODAY) == Proof(2)


@given(
    st.lists(st.one_of(st.none(), st.integers(-5, 60))), st.one_of(st.none(), st.integers(-5, 60))
)
def test_more_evidence_never_counts_less(days: list[int | None], more: int | None) -> None:
    before = weigh(AGEING, aged(*days), TODAY).counted
    assert before <= weigh(AGEING, aged(*days, more), TODAY).counted


@pytest.mark.parametrize(
    ("dated", "sentence"),
    [
        ("", ""),
        ("2026-11-02", ""),
        ("2026-11-03", ""),  # it has begun somewhere
        ("2026-11-04", "Evidence cannot be of a day to come."),
        ("2.11.2026", "The day must be written such as 2026-10-01."),
        ("2026-02-30", "The day must be written such as 2026-10-01."),
    ],
)
def test_a_day_is_one_that_has_begun(dated: str, sentence: str) -> None:
    assert refusal(dated, date(2026, 11, 2)) == sentence


def ending(*days: int) -> list[dict[str, object]]:
    """Return pieces that end in so many days."""
    return [{"until": str(TODAY + timedelta(days=each))} for each in days]


@pytest.mark.parametrize(
    ("days", "counted"), [([1], 1), ([0], 0), ([-1], 0), ([1, -1], 1), ([0, -9], 0)]
)
def test_from_the_day_of_its_end_on_a_piece_does_not_count(days: list[int], counted: int) -> None:
    proof = weigh(question(evidence=EvidenceNeed.REQUIRED), ending(*days), TODAY)
    assert proof.counted == counted
    last = TODAY + timedelta(days=max(days))
    assert proof.aged == (
        ""
        if counted
        else f"The evidence counted until {last.day} {last:%B %Y} and has ended; attach newer evidence."
    )


@pytest.mark.parametrize(("days", "soon"), [(0, False), (1, True), (14, True), (15, False)])
def test_what_ends_within_two_weeks_ends_soon(days: int, soon: bool) -> None:
    assert ends_soon(ending(days)[0], TODAY) is soon
    assert not ends_soon({}, TODAY)
