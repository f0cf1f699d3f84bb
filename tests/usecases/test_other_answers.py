"""How other teams answered: approved reviews of other services alone, the newest three."""

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import NotFound, NotSignedIn
from readiness.core.rights import NOBODY, Actor
from readiness.store.engine import Database
from readiness.usecases import other_answers, reviews
from readiness.usecases.other_answers import OtherAnswer
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.renewals import approve, approved_of, given_up, start_of
from tests.factories.reviews import answer, approved_review, done, reviewers, start_review

UNKNOWN: dict[str, object] = {"choice": "unknown", "reason": ""}
MINUTES, DUTIES = "deployment.minutes", "compliance.duties"


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


def others(
    database: Database, review: int, people: People, question: str = MINUTES
) -> tuple[OtherAnswer, ...]:
    with database.reading() as session:
        found = other_answers.elsewhere(session, review, question, by=people.alice)
        assert (found.review.id, found.question.id) == (review, question)
        assert found.service.name == "Checkout"
        return found.others


def test_the_newest_three_services_are_shown_with_what_was_approved(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    made = {
        name: approved_of(database, people, by, name, now=now)
        for name in ("Ledger", "Search", "Mail", "Vault")
    }
    found = others(database, review, people)
    assert [each.service for each in found] == ["Vault", "Mail", "Search"]
    assert [each.review for each in found] == [made[each.service] for each in found]
    assert found[0].question["answer"]["number"] == "5"
    assert found[0].question["answered_by"] == "Alice"
    assert found[0].approved_at == now


def test_a_service_is_shown_once_with_its_newest_approval(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    newest = approved_review(database, people, by, now=now + timedelta(days=1))
    other = start_of(database, people, "Ledger", now=now)
    with database.reading() as session:
        found = other_answers.elsewhere(session, other, MINUTES, by=people.alice).others
    assert [each.review for each in found] == [newest]


def test_ones_own_service_and_what_is_not_approved_are_left_out(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    again = start_review(database, people, now=now)
    start_of(database, people, "Draft", now=now)
    reopened = approved_of(database, people, by, "Reopened", now=now)
    reason = "The drill failed."
    done(database, now, reviews.reopen, reopened, ["deployment"], reason=reason, by=people.alice)
    gone = approved_of(database, people, by, "Gone", now=now)
    done(database, now, reviews.reopen, gone, ["deployment"], reason=reason, by=people.alice)
    given_up(database, gone, people, now)
    assert others(database, again, people) == ()


def test_not_knowing_shows_nobody_anything(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    unsure = start_of(database, people, "Search", now=now)
    minutes = {"choice": "given", "reason": "", "number": "4"}
    answer(database, unsure, MINUTES, minutes, by=people.alice, now=now)
    approve(database, people, by, unsure, now=now, but={MINUTES: UNKNOWN})
    unknown: dict[str, dict[str, object]] = {
        DUTIES: {"choice": "not_applicable", "reason": "None apply."}
    }
    unknown |= {MINUTES: UNKNOWN}
    approved_of(database, people, by, "Ledger", now=now, but=unknown)
    assert others(database, review, people) == ()
    assert [each.service for each in others(database, review, people, DUTIES)] == [
        "Ledger",
        "Search",
    ]


def test_who_never_knew_does_not_crowd_out_who_did(
    database: Database,
    people: People,
    by: dict[str, Actor],
    review: int,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    approved_of(database, people, by, "Ledger", now=now)
    approved_of(database, people, by, "Search", now=now, but={MINUTES: UNKNOWN})
    monkeypatch.setattr(other_answers, "LOOKED_AT", 1)
    assert [each.service for each in others(database, review, people)] == ["Ledger"]


def test_a_renamed_question_is_found_under_its_earlier_id(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    start_review(database, people, now=now)
    approved_of(database, people, by, "Ledger", now=now)
    changed = [question("deployment.undo", was=["deployment.rollback"]), *QUESTIONS[1:]]
    given_up(database, 1, people, now)
    review = start_review(
        database, people, now=now, document=launch_document(version=2, questions=changed)
    )
    found = others(database, review, people, "deployment.undo")
    assert [each.question["id"] for each in found] == ["deployment.rollback"]


def test_it_takes_a_sign_in_and_a_question_of_the_review(
    database: Database, people: People, review: int
) -> None:
    with database.reading() as session:
        with pytest.raises(NotSignedIn):
            other_answers.elsewhere(session, review, MINUTES, by=NOBODY)
        with pytest.raises(NotFound):
            other_answers.elsewhere(session, review, "deployment.nothing", by=people.bob)
