"""Answers are found under whichever id of their question they were saved."""

from __future__ import annotations

from readiness.core.checklist_documents import read
from readiness.core.checklists import Checklist
from readiness.core.question_ids import counted, current_ids
from tests.factories.checklists import launch_document, question


def renamed() -> Checklist:
    questions = [
        question("deployment.rollback", was=["hygiene.undo", "deployment.back"]),
        question("deployment.minutes"),
    ]
    return read(launch_document(questions=questions))


def test_every_id_stands_for_its_question() -> None:
    assert current_ids(renamed()) == {
        "deployment.rollback": "deployment.rollback",
        "hygiene.undo": "deployment.rollback",
        "deployment.back": "deployment.rollback",
        "deployment.minutes": "deployment.minutes",
    }


def test_an_answer_under_an_earlier_id_counts() -> None:
    assert counted(renamed(), {"hygiene.undo": 4}) == {"deployment.rollback": 4}


def test_the_newest_answer_counts_whichever_id_it_was_saved_under() -> None:
    newest = {"deployment.rollback": 5, "deployment.back": 3, "hygiene.undo": 7}
    assert counted(renamed(), newest) == {"deployment.rollback": 7}


def test_what_is_asked_no_more_is_not_counted() -> None:
    assert counted(renamed(), {"hygiene.gone": 2, "deployment.minutes": 1}) == {
        "deployment.minutes": 1
    }
