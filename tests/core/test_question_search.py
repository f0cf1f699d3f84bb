"""Questions are found by all the words that are looked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.core.checklist_documents import read
from readiness.core.question_search import matches, wanted
from tests.factories.checklists import launch_document

QUESTION = replace(read(launch_document()).questions[0], origin="The Outage of March")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rollback", True),
        ("ROLLBACK outage", True),
        ("three morning colleague", True),  # in its reason and in its help
        ("rollback nowhere", False),
        ("", False),
        ("   ", False),
    ],
)
def test_every_word_has_to_stand_in_the_question(text: str, found: bool) -> None:
    assert matches(QUESTION, wanted(text)) is found
