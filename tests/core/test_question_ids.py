"""Answers are found under whichever id of their question they were saved."""

from __future__ import annotations

from readiness.core.checklist_documents import read
from readiness.core.checklists import Checklist
from readiness.core.question_ids import SavedUnder, counted, current_ids
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


def under(*ids: str) -> SavedUnder:
    """Return that every revision was saved on a checklist that asks these, each by itself."""
    found = read(launch_document(questions=[question(id_) for id_ in ids]))
    return lambda _revision: found


def test_an_answer_under_an_earlier_id_counts() -> None:
    saved = counted(renamed(), {"hygiene.undo": 4}, under("hygiene.undo"))
    assert saved == {"deployment.rollback": 4}


def test_the_newest_answer_counts_whichever_id_it_was_saved_under() -> None:
    newest = {"deployment.rollback": 5, "deployment.back": 3, "hygiene.undo": 7}
    assert counted(renamed(), newest, under("hygiene.undo")) == {"deployment.rollback": 7}


def test_an_answer_to_one_of_the_questions_that_became_one_is_none_to_it() -> None:
    newest = {"deployment.back": 3, "hygiene.undo": 7}
    apart = under("hygiene.undo", "deployment.back")
    assert counted(renamed(), newest, apart) == {}
    assert counted(renamed(), {"hygiene.undo": 7}, apart) == {}
    checklist = renamed()
    answered = {**newest, "deployment.rollback": 8}
    assert counted(checklist, answered, lambda _: checklist) == {"deployment.rollback": 8}


def test_what_is_asked_no_more_is_not_counted() -> None:
    newest = {"hygiene.gone": 2, "deployment.minutes": 1}
    assert counted(renamed(), newest, under("hygiene.gone")) == {"deployment.minutes": 1}
