"""Ids that come and go with a version: no older answer, and no other's, counts in silence."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import WrongMoment
from readiness.core.grades import Why
from readiness.store.engine import Database
from readiness.usecases import answers, applying, submissions
from tests.factories.applying import ROLLBACK, apply, ids, newer_document, release, renamed
from tests.factories.checklists import QUESTIONS, Document, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import answer, done, sign, start_review
from tests.factories.signing import found, sent_review, states

NEW = "deployment.way-back"
A, B, C = "deployment.a", "deployment.b", "deployment.c"
YES = {"choice": "yes", "reason": ""}
NO = {"choice": "no", "reason": ""}
LATER = timedelta(minutes=5)
APART = launch_document(questions=[question(A, blocks=True), question(B), *QUESTIONS[2:]])


def test_a_version_is_not_taken_back_once_a_renamed_question_was_answered_anew(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    sign(database, review, "sre", by=people.bob, now=now)
    release(database, now, newer_document(questions=renamed(ROLLBACK, NEW)))
    apply(database, review, people.alice, now + LATER)
    assert is_takeable(database, review, people, now)
    answer(database, review, NEW, NO, by=people.alice, now=now + LATER)
    done(database, now + LATER, submissions.send_changes, review, by=people.alice)
    assert not is_takeable(database, review, people, now)
    with pytest.raises(WrongMoment, match="an older answer would count again"):
        done(database, now + LATER, applying.undo, review, by=people.alice)
    assert found(database, review, now).graded(NEW).grade.why is Why.NO
    assert states(database, review, now)["sre"] == "stale"


def is_takeable(database: Database, review: int, people: People, now: datetime) -> bool:
    with database.reading() as session:
        dossier = found(database, review, now)
        return applying.takeable(session, dossier, by=people.alice) is not None


def test_a_version_is_taken_back_when_what_was_answered_keeps_its_id(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    release(database, now, newer_document(questions=renamed(ROLLBACK, NEW)))
    apply(database, review, people.alice, now + LATER)
    answer(database, review, "compliance.duties", NO, by=people.alice, now=now + LATER)
    done(database, now + LATER, applying.undo, review, by=people.alice)
    assert found(database, review, now).graded("compliance.duties").grade.why is Why.NO


def into(id_: str, *was: str) -> Document:
    """Return the version in which the two questions are one."""
    one = question(id_, blocks=True, was=list(was))
    return launch_document(version=2, questions=[one, *QUESTIONS[2:]])


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """Return a review in which the blocker is a "no", and the other question a later "yes"."""
    review = start_review(database, people, now=now, document=APART)
    answer(database, review, A, NO, by=people.alice, now=now)
    answer(database, review, B, YES, by=people.alice, now=now)
    return review


@pytest.mark.parametrize(("one", "was"), [(C, (A, B)), (B, (A,)), (A, (B,))])
def test_a_question_that_was_two_is_answered_again(
    database: Database, people: People, review: int, now: datetime, one: str, was: tuple[str, ...]
) -> None:
    release(database, now, into(one, *was))
    preview = apply(database, review, people.alice, now + LATER)
    assert ids(preview.effects.again) == [one]
    dossier = found(database, review, now)
    assert dossier.answer(one) is None
    assert dossier.graded(one).grade.why is Why.UNANSWERED
    saved = done(database, now + 2 * LATER, answers.save, review, one, YES, base=0, by=people.alice)
    assert saved.revision.number == 2
    after = found(database, review, now).answer(one)
    assert after is not None
    assert after.id == saved.revision.id


def test_also_where_only_one_of_the_two_was_answered(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now, document=APART)
    answer(database, review, B, YES, by=people.alice, now=now)
    release(database, now, into(C, A, B))
    assert ids(apply(database, review, people.alice, now + LATER).effects.again) == [C]
    assert found(database, review, now).answer(C) is None


def test_taken_back_each_has_its_own_answer_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now, into(C, A, B))
    apply(database, review, people.alice, now + LATER)
    done(database, now + LATER, applying.undo, review, by=people.alice)
    dossier = found(database, review, now)
    said = [dossier.answer(id_) for id_ in (A, B)]
    assert [row.value["choice"] for row in said if row] == ["no", "yes"]
