"""What was applied to a review is taken back, until somebody votes on it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from readiness.core.errors import WrongMoment
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import applying, reviews
from tests.factories.applying import (
    MINUTES,
    STEPS,
    apply,
    release,
    set_facts,
    shown,
)
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    done,
    reviewers,
    sign,
)
from tests.factories.signing import found, sent_review, states

YES = {"choice": "yes", "reason": ""}
LATER = timedelta(minutes=5)


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def test_an_abandoned_review_stays_as_it_was(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now)
    apply(database, review, people.alice, now)
    done(database, now, reviews.abandon, review, reason="No need", by=people.alice)
    with pytest.raises(WrongMoment, match="still running"):
        shown(database, review, people.alice, now)
    with pytest.raises(WrongMoment, match="as the review was abandoned"):
        done(database, now, applying.undo, review, by=people.alice)


def test_taking_back_makes_the_signatures_current_again(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    set_facts(database, people, now, data=["personal"])
    release(database, now)
    apply(database, review, people.alice, now + LATER)
    answer(database, review, STEPS, YES, by=people.alice, now=now + LATER)
    done(database, now + LATER, applying.undo, review, by=people.alice)
    dossier = found(database, review, now)
    assert dossier.pinned.checklist.version == 1
    assert dossier.review.facts["data"] == []
    assert states(database, review, now)["sre"] == "signed"
    assert MINUTES in dossier.claimed.revisions
    apply(database, review, people.alice, now + 2 * LATER)
    assert STEPS in found(database, review, now).claimed.revisions


def test_nothing_is_taken_back_once_somebody_has_voted_since(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    release(database, now)
    apply(database, review, people.alice, now + LATER)
    sign(database, review, "security", by=by["security"], now=now + LATER)
    with pytest.raises(WrongMoment, match="somebody has voted since"):
        done(database, now + LATER, applying.undo, review, by=people.alice)
    assert found(database, review, now).pinned.checklist.version == 2


def test_what_can_be_applied_and_taken_back_is_offered_to_those_who_may(
    database: Database, people: People, review: int, now: datetime
) -> None:
    def offers(by: Actor) -> tuple[bool, bool]:
        dossier = found(database, review, now)
        with database.reading() as session:
            newer = applying.newer_than(session, dossier, by=by, now=now)
            return newer is not None, applying.takeable(session, dossier, by=by) is not None

    assert offers(people.alice) == (False, False)
    set_facts(database, people, now, data=["personal"])
    assert offers(people.alice) == (True, False)
    apply(database, review, people.alice, now)
    assert (offers(people.alice), offers(people.bob)) == ((False, True), (False, False))
    with database.reading() as session:
        (applied,) = applying.history(session, review, by=people.bob)
    assert (applied.facts, applied.version) == (True, None)
    done(database, now, reviews.abandon, review, reason="No need", by=people.alice)
    assert offers(people.alice) == (False, False)


def test_what_was_taken_back_is_not_taken_back_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    with pytest.raises(WrongMoment, match="There is nothing"):
        done(database, now, applying.undo, review, by=people.alice)
    release(database, now)
    apply(database, review, people.alice, now)
    done(database, now, applying.undo, review, by=people.alice)
    with pytest.raises(WrongMoment, match="There is nothing"):
        done(database, now, applying.undo, review, by=people.alice)
    with database.reading() as session:
        rows = applying.history(session, review, by=people.alice)
        assert [each.row.undoes for each in rows] == [None, rows[0].row.id]
        assert [(each.facts, each.version) for each in rows] == [(False, 2), (False, 1)]


def test_the_ledger_tells_that_it_was_applied_and_taken_back(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now)
    apply(database, review, people.alice, now)
    done(database, now, applying.undo, review, by=people.alice)
    with database.reading() as session:
        events = session.scalars(select(LedgerEntry.event).order_by(LedgerEntry.seq.desc()))
        assert list(events.all())[:2] == ["review.unapplied", "review.applied"]
