"""Since when a service's newer facts ask more of it than its review did."""

from datetime import UTC, datetime

import pytest

from readiness.core.checklist_documents import read
from readiness.core.drift import drifted_since
from readiness.core.facts import Facts
from tests.factories.checklists import launch_document

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
