"""How far the filling out has come."""

from __future__ import annotations

import pytest

from readiness.core.checklists import EvidenceNeed
from readiness.core.grades import Graded, grade_failed_rule
from readiness.core.progress import (
    AreaProgress,
    OpenQuestion,
    open_questions,
    progress,
    told,
    what_is_open,
)
from tests.factories.questions import graded, question, yes_no

pytestmark = pytest.mark.once

REVIEW = (
    graded(question("alerts.paged"), yes_no("yes")),
    graded(question("hygiene.runbook"), None),
    graded(question("alerts.on_call"), yes_no("unknown")),
    graded(question("hygiene.restore"), {"choice": "partly", "reason": ""}),
    graded(question("hygiene.drill", evidence=EvidenceNeed.REQUIRED), yes_no("yes")),
    graded(question("hygiene.rota"), yes_no("not_applicable")),
)


def test_progress_counts_answered_questions_per_area() -> None:
    assert progress(REVIEW) == (AreaProgress("alerts", 2, 2), AreaProgress("hygiene", 2, 4, 1))


def test_what_is_open_is_said_for_the_areas_asked_about() -> None:
    assert open_questions(REVIEW, {"hygiene"}) == (
        OpenQuestion("hygiene.runbook", "hygiene", "Not answered yet."),
        OpenQuestion("hygiene.restore", "hygiene", "Say what is done and what is still to do."),
        OpenQuestion(
            "hygiene.drill", "hygiene", "Evidence is required and none is attached.", True
        ),
    )


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        ({"hygiene"}, "2 questions and 1 piece of evidence are missing"),
        ({"alerts"}, "0 questions are still open"),
    ],
)
def test_what_is_open_is_told_in_one_way(areas: set[str], words: str) -> None:
    assert told(open_questions(REVIEW, areas)) == words


@pytest.mark.parametrize(
    ("questions", "evidence", "words"),
    [
        (1, 0, "1 question is still open"),
        (0, 1, "1 piece of evidence is missing"),
        (0, 2, "2 pieces of evidence are missing"),
        (1, 2, "1 question and 2 pieces of evidence are missing"),
    ],
)
def test_questions_and_evidence_are_counted_apart(
    questions: int, evidence: int, words: str
) -> None:
    assert what_is_open(questions, evidence) == words


def test_not_knowing_is_an_answer() -> None:
    assert open_questions(REVIEW, {"alerts"}) == ()


def test_a_rule_that_failed_does_not_keep_an_area_from_being_submitted() -> None:
    asked = question("alerts.paged")
    assert open_questions([Graded(asked, grade_failed_rule(asked))], {"alerts"}) == ()
