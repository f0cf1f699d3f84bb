"""What a request for a waiver has to say, and for how long it can be."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from readiness.core.checklists import EvidenceNeed, Policy
from readiness.core.grades import Graded
from readiness.core.waiver_requests import (
    Limits,
    Remedy,
    Request,
    faults,
    longest_days,
    why_not_ask,
)
from tests.factories.questions import TODAY, graded, question, yes_no

LIMITS = Limits(longest_days=30, members={7}, today=TODAY)
UNMET = graded(question(), yes_no("no"))
LAST = date(2026, 11, 20)
REMEDY = Remedy("Write the runbook", "", 7, LAST)
REQUEST = Request("It is written next week.", "Alice is called.", LAST, REMEDY)


@pytest.mark.parametrize(
    ("case", "until", "words"),
    [
        (UNMET, date(2026, 11, 3), ""),
        (UNMET, date(2026, 12, 2), ""),
        (graded(question(), yes_no("partly")), date(2026, 11, 3), ""),
        (UNMET, None, "such as 2026-12-01"),
        (UNMET, TODAY, "later day than today"),
        (UNMET, date(2026, 12, 3), "at most 30 days, here until 2026-12-02"),
        (graded(question(), yes_no("yes")), date(2026, 11, 3), "answered and not met"),
        (graded(question(), None), date(2026, 11, 3), "answered and not met"),
        (graded(question(), yes_no("not_applicable")), date(2026, 11, 3), "answered and not met"),
        (graded(question(waivable=False), yes_no("no")), date(2026, 11, 3), "cannot wait"),
        (
            graded(question(evidence=EvidenceNeed.REQUIRED), yes_no("yes")),
            date(2026, 11, 3),
            "",
        ),
    ],
)
def test_a_waiver_is_asked_for_what_is_unmet_and_can_wait(
    case: Graded, until: date | None, words: str
) -> None:
    said = why_not_ask(case, until, LIMITS)
    assert words in said
    assert bool(words) == bool(said)


def policy(**days: Any) -> Policy:
    return replace(Policy(90, 365, 90, None, None), **days)


TIERS = {"longest_waiver_days_tier_1": 14, "longest_waiver_days_tier_2": 60}


@pytest.mark.parametrize(
    ("given", "tier", "days"),
    [
        (TIERS, 1, 14),
        (TIERS, 2, 60),
        (TIERS, 3, 90),
        (TIERS, 4, 90),
        (TIERS, None, 14),
        ({}, 1, 90),
        ({}, None, 90),
    ],
)
def test_a_critical_service_gets_less_and_an_unknown_tier_counts_as_the_most_critical(
    given: dict[str, int], tier: int | None, days: int
) -> None:
    assert longest_days(policy(**given), tier) == days


@pytest.mark.parametrize(
    ("changed", "work", "field"),
    [
        ({}, {}, ""),
        ({}, {"link": "https://tracker.example.com/1"}, ""),
        ({}, {"due_on": TODAY}, ""),
        ({"reason": " "}, {}, "reason"),
        ({"control": ""}, {}, "control"),
        ({"control": "x" * 4001}, {}, "control"),
        ({}, {"title": ""}, "item_title"),
        ({}, {"link": "ftp://files"}, "item_link"),
        ({}, {"owner": None}, "item_owner"),
        ({}, {"owner": 8}, "item_owner"),
        ({}, {"due_on": None}, "item_due"),
        ({}, {"due_on": date(2026, 11, 1)}, "item_due"),
        ({}, {"due_on": date(2026, 11, 21)}, "item_due"),
    ],
)
def test_a_request_says_why_what_makes_up_for_it_and_who_ends_it_by_when(
    changed: dict[str, Any], work: dict[str, Any], field: str
) -> None:
    asked = replace(REQUEST, remedy=replace(REMEDY, **work), **changed)
    assert set(faults(asked, UNMET, LIMITS, LAST)) == {field} - {""}


def test_without_an_end_the_work_is_not_measured_by_it() -> None:
    asked = replace(REQUEST, until=None, remedy=replace(REMEDY, due_on=date(2030, 1, 1)))
    assert set(faults(asked, UNMET, LIMITS, None)) == {"until"}
