"""Since when a service's newer facts ask more of it than its review did."""

from datetime import UTC, datetime

import pytest

from readiness.core.checklist_documents import read
from readiness.core.drift import drifted_since
from readiness.core.facts import Facts
from tests.factories.checklists import GATES, QUESTIONS, gate, launch_document
from tests.factories.checklists import PERSONAL as HOLDS_PERSONAL

CHECKLIST = read(launch_document())
NONE, PERSONAL = Facts({"data": frozenset()}), Facts({"data": frozenset({"personal"})})
NOT_KNOWN = Facts({})
DAYS = [datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 5)]


@pytest.mark.parametrize(
    ("reviewed", "changes", "since"),
    [
        (NONE, [], None),
        (NONE, [NONE], None),
        (NONE, [PERSONAL], 0),
        (NONE, [NOT_KNOWN], 0),
        (NONE, [PERSONAL, NOT_KNOWN], 0),
        (NONE, [NONE, PERSONAL], 1),
        (NONE, [PERSONAL, NONE], None),
        (NONE, [PERSONAL, NONE, PERSONAL], 2),
        (PERSONAL, [NONE], None),
        (NOT_KNOWN, [PERSONAL], None),
    ],
)
def test_a_service_drifts_from_the_first_change_that_asks_more(
    reviewed: Facts, changes: list[Facts], since: int | None
) -> None:
    dated = list(zip(DAYS, changes, strict=False))
    found = drifted_since(CHECKLIST, reviewed, dated, {})
    assert found == (None if since is None else DAYS[since])


def test_a_service_drifts_when_another_gate_has_to_sign() -> None:
    privacy = gate("privacy", "hygiene", applies_if=HOLDS_PERSONAL)
    checklist = read(launch_document(questions=QUESTIONS[:4], gates=(*GATES, privacy)))
    assert drifted_since(checklist, NONE, [(DAYS[0], PERSONAL)], {}) == DAYS[0]
