"""What was unmet when a review was sent is counted, once for each review."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import event, func, select

from readiness.core.errors import NotSignedIn
from readiness.core.rights import NOBODY, Actor
from readiness.store.engine import Database
from readiness.store.unmet import UnmetWhenSent
from readiness.usecases import checklists, submissions, unmet
from readiness.usecases.unmet import Record
from tests.factories.applying import apply
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import answer, answer_everything, done, start_review, submit_all
from tests.factories.signing import MINUTES, change, minutes, sent_review

NO: dict[str, object] = {"choice": "no", "reason": ""}


def record(database: Database, number: int, by: Actor) -> Record:
    with database.reading() as session:
        pinned = checklists.version(session, "launch", number, by=by)
        return unmet.record(session, pinned.checklist, by=by)


def rows(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(UnmetWhenSent)).one()


def sent_with_a_no(database: Database, people: People, now: datetime) -> int:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    answer(database, review, "deployment.rollback", NO, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    return review


def test_nothing_is_counted_before_a_review_is_sent(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    answer(database, review, "deployment.rollback", NO, by=people.alice, now=now)
    found = record(database, 1, people.eve)
    assert (found.reviews, set(found.times.values()), found.most_often) == (0, {0}, ())


def test_what_is_unmet_in_what_is_sent_is_counted_once(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_with_a_no(database, people, now)
    found = record(database, 1, people.eve)
    assert (found.reviews, found.most_often) == (1, ("deployment.rollback",))
    assert found.times["deployment.rollback"] == 1
    change(database, review, "99", people.alice, now)  # over its limit, and sent again
    change(database, review, "5", people.alice, now)  # met now, and it stays counted
    found = record(database, 1, people.eve)
    assert (found.reviews, rows(database)) == (1, 2)
    assert found.most_often == ("deployment.rollback", MINUTES)


def test_only_the_areas_that_are_sent_count(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    answer(database, review, "deployment.rollback", NO, by=people.alice, now=now)
    done(database, now, submissions.submit, review, ["security"], by=people.alice)
    assert record(database, 1, people.eve).most_often == ()
    found = record(database, 1, people.eve)
    assert (found.reviews, found.asked["deployment.rollback"]) == (1, 0)
    assert found.asked["compliance.duties"] == 1


def test_only_the_reviews_that_asked_a_question_are_counted_for_it(
    database: Database, people: People, now: datetime
) -> None:
    sent_with_a_no(database, people, now)
    found = record(database, 1, people.eve)
    assert (found.reviews, found.asked["deployment.rollback"]) == (1, 1)
    assert found.asked["compliance.erasure"] == 0  # of services with personal data alone


def test_what_was_unmet_was_asked_though_it_is_asked_no_more(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_with_a_no(database, people, now)
    done(database, now, checklists.sync, [launch_document(version=2, questions=QUESTIONS[1:])])
    apply(database, review, people.alice, now)
    found = record(database, 1, people.eve)
    assert (found.times["deployment.rollback"], found.asked["deployment.rollback"]) == (1, 1)


def test_a_renamed_question_keeps_its_record(
    database: Database, people: People, now: datetime
) -> None:
    sent_with_a_no(database, people, now)
    renamed = question("deployment.way-back", was=["deployment.rollback"])
    newer = launch_document(version=2, questions=[renamed, *QUESTIONS[1:]])
    done(database, now, checklists.sync, [newer])
    found = record(database, 2, people.eve)
    assert (found.reviews, found.most_often) == (1, ("deployment.way-back",))


def test_a_review_without_anything_unmet_counts_among_the_reviews(
    database: Database, people: People, now: datetime
) -> None:
    sent_review(database, people, now=now)
    found = record(database, 1, people.eve)
    assert (found.reviews, found.most_often, rows(database)) == (1, (), 0)


def test_sending_costs_no_statement_for_each_unmet_question(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    answer(database, review, "deployment.rollback", NO, by=people.alice, now=now)
    answer(database, review, MINUTES, minutes("99"), by=people.alice, now=now)
    said: list[str] = []
    with database.writing() as session:
        event.listen(
            session.get_bind(), "before_cursor_execute", lambda *given: said.append(given[2])
        )
        submissions.submit(session, review, ["sre"], by=people.alice, now=now)
    assert len([sentence for sentence in said if "unmet_when_sent" in sentence]) == 2


def test_it_takes_a_sign_in(database: Database, people: People, now: datetime) -> None:
    sent_review(database, people, now=now)
    with pytest.raises(NotSignedIn):
        record(database, 1, NOBODY)
