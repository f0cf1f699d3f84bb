"""The report lists the work that was owed, and is silent where a snapshot is older than that."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.adapters import report_html
from readiness.adapters.report_values import Stamp
from tests.factories.checklists import launch_document
from tests.factories.snapshots import digest, snapshot

pytestmark = pytest.mark.once

STAMP = Stamp(digest("content"), 4321, digest("ledger"))


@pytest.fixture
def made() -> Any:
    return snapshot(launch_document())


def test_what_is_still_owed_is_printed_with_its_owner_and_day(made: Any) -> None:
    html = report_html.html(made, STAMP)
    for words in (
        "Move the alerts to the new pager",
        'href="https://tickets.example.com/41"',
        "Nobody yet",
        "29 November 2026",
        "before the launch",
        "after the launch",
    ):
        assert words in html
    assert "/checklists/launch/1#a.b" not in html
    assert "no action item was open" in report_html.html({**made, "owed": []}, STAMP)


def test_what_was_stored_before_there_were_action_items_says_nothing_of_them(made: Any) -> None:
    del made["owed"]
    found = report_html.report(made, STAMP)
    assert found.owed is None
    assert "owed" not in [entry.anchor for entry in found.contents]
    assert "still owed" not in report_html.html(made, STAMP)
