"""Who wrote what was taken over from an earlier review contributed to the new one too."""

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import BadInput, Forbidden
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import answers
from tests.factories.applying import ROLLBACK, apply, newer_document, release, renamed
from tests.factories.assigning import give
from tests.factories.people import People
from tests.factories.renewals import confirm, given_up, waiting
from tests.factories.reviews import (
    EVIDENCE,
    answer,
    answer_everything,
    done,
    reviewers,
    sign,
    start_review,
    submit_all,
)
from tests.factories.signing import found, make, sent_review, states

DUTIES, NEW = "compliance.duties", "deployment.way-back"
YES = {"choice": "yes", "reason": ""}


@pytest.fixture
def olga(database: Database) -> Actor:
    """Return somebody who belongs to the owner team and to one that signs."""
    return make(database, "Olga", "payments", "sre")


def renewed(database: Database, people: People, earlier: int, now: datetime) -> int:
    """Return a review of which Alice confirmed everything that the earlier one offers, and sent it."""
    given_up(database, earlier, people, now)
    review = start_review(database, people, now=now)
    for each in waiting(database, review, people.alice, now):
        confirm(database, review, each, people.alice, now)
    submit_all(database, review, by=people.alice, now=now)
    return review


def refused(database: Database, review: int, gate: str, by: Actor, now: datetime) -> str:
    with pytest.raises(Forbidden) as error:
        sign(database, review, gate, by=by, now=now)
    return error.value.sentence


def test_who_wrote_what_was_confirmed_does_not_sign_it(
    database: Database, people: People, olga: Actor, now: datetime
) -> None:
    first = start_review(database, people, now=now)
    answer_everything(database, first, by=olga, now=now)
    review = renewed(database, people, first, now + timedelta(days=1))
    later = now + timedelta(days=2)
    assert "taken over from an earlier review" in refused(database, review, "sre", olga, later)
    sign(database, review, "sre", by=people.bob, now=later)
    assert states(database, review, later)["sre"] == "signed"


def test_nor_after_it_was_taken_over_twice(
    database: Database, people: People, olga: Actor, now: datetime
) -> None:
    first = start_review(database, people, now=now)
    answer_everything(database, first, by=olga, now=now)
    second = renewed(database, people, first, now + timedelta(days=1))
    review = renewed(database, people, second, now + timedelta(days=2))
    later = now + timedelta(days=3)
    assert "taken over from an earlier review" in refused(database, review, "sre", olga, later)


def test_nor_who_only_supplied_its_evidence(
    database: Database, people: People, now: datetime
) -> None:
    dana = make(database, "Dana", "payments", "security")
    first = start_review(database, people, now=now)
    answer_everything(database, first, by=people.alice, now=now)
    said = {"url": "https://wiki.example.com/more", "description": "More of it"}
    done(database, now, answers.add_evidence, first, DUTIES, **said, by=dana)
    done(database, now, answers.add_evidence, first, DUTIES, **EVIDENCE, by=people.alice)
    review = renewed(database, people, first, now + timedelta(days=1))
    later = now + timedelta(days=2)
    assert "taken over" in refused(database, review, "security", dana, later)


def test_who_wrote_elsewhere_in_the_earlier_review_may_sign(
    database: Database, people: People, now: datetime
) -> None:
    dana = make(database, "Dana", "payments", "security")
    first = start_review(database, people, now=now)
    answer_everything(database, first, by=people.alice, now=now)
    answer(database, first, ROLLBACK, YES, by=dana, now=now)
    review = renewed(database, people, first, now + timedelta(days=1))
    sign(database, review, "security", by=dana, now=now + timedelta(days=2))


def test_who_answered_it_under_an_earlier_id_wrote_it_too(
    database: Database, people: People, olga: Actor, now: datetime
) -> None:
    first = sent_review(database, people, now=now)
    answer(database, first, ROLLBACK, YES | {"reason": "As ever."}, by=olga, now=now)
    release(database, now, newer_document(questions=renamed(ROLLBACK, NEW)))
    apply(database, first, people.alice, now)
    answer(database, first, NEW, YES, by=people.alice, now=now + timedelta(hours=1))
    document = newer_document(questions=renamed(ROLLBACK, NEW))
    given_up(database, first, people, now + timedelta(hours=2))
    later = now + timedelta(days=1)
    review = start_review(database, people, now=later, document=document)
    confirm(database, review, NEW, people.alice, later)
    assert olga.person in found(database, review, later).gate("sre").ballot.contributors


def test_nor_are_they_given_the_gate(
    database: Database, people: People, olga: Actor, now: datetime
) -> None:
    reviewers(database, people, now)
    first = start_review(database, people, now=now)
    answer_everything(database, first, by=olga, now=now)
    review = renewed(database, people, first, now + timedelta(days=1))
    with pytest.raises(BadInput) as error:
        give(database, review, olga, people.bob, now + timedelta(days=2))
    assert "Olga wrote an answer that was taken over here" in error.value.faults["person"]
