"""Earlier answers are offered question by question, and count for nothing unconfirmed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from readiness.core.errors import WrongMoment
from readiness.core.pieces import all_said
from readiness.core.scoring import score
from readiness.store.engine import Database
from readiness.usecases import answers, dossiers, reviews, starting, suggestions
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.renewals import (
    answered_before,
    confirm,
    confirm_source,
    given_up,
    start_of,
    waiting,
)
from tests.factories.reviews import (
    EVIDENCE,
    SLUG,
    answer,
    approved_review,
    done,
    reviewers,
    start_review,
)
from tests.factories.signing import MINUTES, found, minutes

ROLLBACK, DUTIES = "deployment.rollback", "compliance.duties"
YES: dict[str, object] = {"choice": "yes", "reason": ""}
UNKNOWN: dict[str, object] = {"choice": "unknown", "reason": ""}


@pytest.fixture
def earlier(database: Database, people: People, now: datetime) -> int:
    return answered_before(database, people, now=now)


@pytest.fixture
def review(database: Database, people: People, earlier: int, now: datetime) -> int:
    assert earlier
    return start_review(database, people, now=now + timedelta(days=200))


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=200)


def test_each_question_is_offered_its_earlier_answer_with_where_it_comes_from(
    database: Database, people: People, earlier: int, review: int, later: datetime
) -> None:
    offered = waiting(database, review, people.alice, later)
    assert list(offered) == [
        ROLLBACK,
        MINUTES,
        "hygiene.defects",
        "hygiene.restore",
        DUTIES,
    ]
    assert offered[DUTIES].revision.value == YES
    assert all_said(offered[DUTIES].revision.evidence) == [EVIDENCE]
    assert (offered[DUTIES].review.id, offered[DUTIES].by) == (earlier, "Alice")
    assert offered[DUTIES].review.environment == "production"
    assert offered[DUTIES].checklist == "Launch readiness review, version 1"


def test_one_area_is_looked_at_alone(
    database: Database, people: People, review: int, later: datetime
) -> None:
    offered = waiting(database, review, people.alice, later, area="deployment")
    assert list(offered) == [ROLLBACK, MINUTES]


def test_what_is_offered_counts_for_nothing(
    database: Database, people: People, review: int, later: datetime
) -> None:
    waiting(database, review, people.alice, later)
    dossier = found(database, review, later)
    assert dossier.claimed.revisions == {}
    assert score(dossier.claimed.graded).total == 0


def test_a_first_review_is_offered_nothing(
    database: Database, people: People, now: datetime
) -> None:
    first = start_review(database, people, now=now)
    assert waiting(database, first, people.alice, now) == {}


def test_another_services_answers_are_not_offered(
    database: Database, people: People, earlier: int, now: datetime
) -> None:
    assert earlier
    other = start_of(database, people, "Ledger", now=now)
    assert waiting(database, other, people.alice, now) == {}


def test_a_later_review_offers_nothing_to_an_earlier_one(
    database: Database, people: People, now: datetime
) -> None:
    first = start_review(database, people, now=now)
    named = {"environment": "staging", "planned_at": now + timedelta(days=9), "by": people.alice}
    second = done(database, now, starting.start, SLUG, **named).id
    answer(database, second, ROLLBACK, YES, by=people.alice, now=now)
    assert waiting(database, first, people.alice, now) == {}
    answer(database, first, MINUTES, minutes("4"), by=people.alice, now=now)
    assert list(waiting(database, second, people.alice, now)) == [MINUTES]


def test_an_answered_question_is_offered_nothing_and_a_link_alone_is_no_answer(
    database: Database, people: People, review: int, later: datetime
) -> None:
    answer(database, review, ROLLBACK, UNKNOWN, by=people.alice, now=later)
    link = {"url": "https://wiki.example.com/new", "description": "New"}
    done(database, later, answers.add_evidence, review, DUTIES, **link, by=people.alice)
    offered = waiting(database, review, people.alice, later)
    assert ROLLBACK not in offered
    assert DUTIES in offered
    saved = confirm(database, review, DUTIES, people.alice, later, base=1)
    assert all_said(saved.revision.evidence) == [link, EVIDENCE]


@pytest.mark.parametrize("value", [UNKNOWN, {"choice": "", "reason": "Half a thought"}])
def test_not_knowing_is_not_offered_nor_what_was_claimed_before_it(
    database: Database,
    people: People,
    earlier: int,
    now: datetime,
    later: datetime,
    value: dict[str, object],
) -> None:
    assert earlier
    second = start_review(database, people, now=now)
    answer(database, second, ROLLBACK, value, by=people.alice, now=now)
    given_up(database, second, people, now)
    third = start_review(database, people, now=later)
    offered = waiting(database, third, people.alice, later)
    assert ROLLBACK not in offered
    assert offered[MINUTES].review.id == earlier


def test_a_renamed_question_keeps_its_answer_and_one_of_another_type_does_not(
    database: Database, people: People, earlier: int, later: datetime
) -> None:
    assert earlier
    changed = [
        question("deployment.undo", was=[ROLLBACK]),
        question(MINUTES, {"type": "number", "unit": "minutes", "maximum": "5"}),
        question("hygiene.defects"),
        *QUESTIONS[3:],
    ]
    renewed = start_review(
        database, people, now=later, document=launch_document(version=2, questions=changed)
    )
    offered = waiting(database, renewed, people.alice, later)
    assert list(offered) == ["deployment.undo", MINUTES, "hygiene.restore", DUTIES]
    confirm(database, renewed, "deployment.undo", people.alice, later)
    assert found(database, renewed, later).answer("deployment.undo") is not None


def test_an_approved_review_is_offered_nothing_and_a_reopened_one_in_its_open_areas(
    database: Database, people: People, now: datetime, later: datetime
) -> None:
    by = reviewers(database, people, now)
    approved_review(database, people, by, now=now)
    second = approved_review(database, people, by, now=later)
    done(
        database,
        later,
        reviews.reopen,
        second,
        ["deployment"],
        reason="The drill failed.",
        by=people.alice,
    )
    nothing = {"choice": "", "reason": ""}
    answer(database, second, ROLLBACK, nothing, by=people.alice, now=later)
    assert list(waiting(database, second, people.alice, later)) == [ROLLBACK]
    given_up(database, second, people, later)
    assert waiting(database, second, people.alice, later) == {}
    with pytest.raises(WrongMoment):
        confirm_source(database, second, ROLLBACK, 1, by=people.alice, now=later)


def test_an_area_costs_few_statements_however_many_questions_and_reviews(
    database: Database, people: People, now: datetime, later: datetime
) -> None:
    many = [question(f"deployment.q{at}") for at in range(15)]
    document = launch_document(questions=many)
    for _ in range(4):
        answered_before(database, people, now=now, document=document)
    review = start_review(database, people, now=later, document=document)
    said: list[str] = []
    with database.reading() as session:
        dossier = dossiers.load(session, review, now=later)
        session.expunge_all()
        event.listen(
            session.get_bind(), "before_cursor_execute", lambda *given: said.append(given[2])
        )
        assert len(suggestions.waiting(session, dossier, by=people.alice)) == 15
    assert len(said) <= 6, said
