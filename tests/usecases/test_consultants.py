"""A consultant goes along with a review, and gets no right by it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Forbidden, WrongMoment
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.assignments import Consultant, newest_consultant
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import accounts, consultants, dossiers, reviews, signoffs, teams
from readiness.usecases.consultants import Consulting
from tests.factories.people import People
from tests.factories.reviews import digest_of, done, start_review
from tests.factories.signing import make, sent_review


def seen(database: Database, review: int) -> int | None:
    with database.reading() as session:
        row = newest_consultant(session, review)
        return row.id if row else None


def name(database: Database, review: int, who: Actor, by: Actor, now: datetime) -> Consultant:
    named: dict[str, Any] = {"seen": seen(database, review), "by": by}
    return done(database, now, consultants.name, review, who.person, **named)


def release(database: Database, review: int, by: Actor, now: datetime) -> Consultant:
    named: dict[str, Any] = {"seen": seen(database, review), "by": by}
    return done(database, now, consultants.release, review, **named)


def shown(database: Database, review: int, by: Actor, now: datetime) -> Consulting:
    with database.reading() as session:
        return consultants.consulting(session, dossiers.load(session, review, now=now), by=by)


def events(database: Database) -> list[tuple[str, object]]:
    query = select(LedgerEntry).where(LedgerEntry.event.startswith("adviser."))
    with database.reading() as session:
        rows = session.scalars(query.order_by(LedgerEntry.seq)).all()
    return [(row.event, row.about["person"]) for row in rows]


def test_a_coordinator_a_reviewer_or_the_person_themself_says_who(
    database: Database, people: People, now: datetime
) -> None:
    dan = make(database, "Dan", "security")
    review = start_review(database, people, now=now)
    for by in (people.carol, people.bob, dan):
        assert name(database, review, people.eve, by, now).person_id == people.eve.person
        release(database, review, by, now)
    assert name(database, review, people.eve, people.eve, now).person_id == people.eve.person
    assert shown(database, review, people.alice, now).name == "Eve"
    told = [("adviser.named", people.eve.person), ("adviser.left", None)]
    assert events(database) == told * 3 + told[:1]


def test_nobody_else_says_who(database: Database, people: People, now: datetime) -> None:
    other = make(database, "Olga", "search")
    review = start_review(database, people, now=now)
    for by in (people.alice, people.eve, people.ada, other):
        with pytest.raises(Forbidden):
            name(database, review, people.bob, by, now)
    name(database, review, people.bob, people.bob, now)
    for by in (people.alice, people.eve, people.ada, other):
        with pytest.raises(Forbidden):
            release(database, review, by, now)
    # Whoever consults may stop.
    assert release(database, review, people.bob, now).person_id is None


def deactivate(session: Session, who: Actor, *, by: Actor, now: datetime) -> None:
    assert who.account
    accounts.deactivate(session, who.account, by=by, now=now)


def test_it_is_an_active_person_from_outside_the_owner_team(
    database: Database, people: People, now: datetime
) -> None:
    gone = make(database, "Gus", "sre")
    review = start_review(database, people, now=now)
    done(database, now, deactivate, gone, by=people.ada)
    with pytest.raises(BadInput, match="from outside the team Payments"):
        name(database, review, people.alice, people.carol, now)
    with pytest.raises(BadInput, match="from outside"):
        name(database, review, people.alice, people.alice, now)
    with pytest.raises(BadInput, match="Nobody can sign in"):
        name(database, review, gone, people.carol, now)
    names = {each.name for each in shown(database, review, people.carol, now).options}
    assert names == {"Bob", "Carol", "Ada", "Eve"}


def test_it_gives_no_right(database: Database, people: People, now: datetime) -> None:
    review = sent_review(database, people, now=now)
    name(database, review, people.eve, people.carol, now)
    digest = digest_of(database, review, "sre", now)
    vote: dict[str, Any] = {"digest": digest, "by": people.eve}
    with pytest.raises(Forbidden):
        done(database, now, signoffs.vote, review, "sre", Choice.APPROVE, **vote)
    with pytest.raises(Forbidden):
        done(database, now, reviews.abandon, review, reason="No", by=people.eve)


def test_it_lasts_for_the_whole_review_and_can_be_changed(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    name(database, review, people.eve, people.carol, now)
    # The same again is no entry.
    name(database, review, people.eve, people.bob, now)
    assert len(events(database)) == 1
    name(database, review, people.bob, people.carol, now)
    assert shown(database, review, people.eve, now).name == "Bob"
    done(database, now, reviews.abandon, review, reason="No", by=people.alice)
    with pytest.raises(WrongMoment, match="abandoned"):
        name(database, review, people.eve, people.carol, now)
    with pytest.raises(WrongMoment, match="abandoned"):
        release(database, review, people.carol, now)
    over = shown(database, review, people.carol, now)
    assert (over.name, over.may_release, over.can_join, over.options) == ("Bob", False, False, ())


def test_whoever_joined_the_owner_team_is_to_be_changed(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    name(database, review, people.eve, people.carol, now)
    assert shown(database, review, people.carol, now).note == ""
    done(database, now, teams.add, "payments", people.eve.person, by=people.ada)
    assert "from outside the team Payments" in shown(database, review, people.carol, now).note


def test_whoever_is_faster_decides(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    name(database, review, people.eve, people.carol, now)
    late: dict[str, Any] = {"seen": None, "by": people.bob}
    with pytest.raises(WrongMoment, match="Somebody was faster"):
        done(database, now, consultants.name, review, people.bob.person, **late)
    with pytest.raises(WrongMoment, match="Somebody was faster"):
        done(database, now, consultants.release, review, **late)


def test_there_is_nobody_to_let_go_of(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    with pytest.raises(WrongMoment, match="has no consultant"):
        release(database, review, people.carol, now)
    name(database, review, people.eve, people.eve, now)
    assert release(database, review, people.eve, now).person_id is None
    release(database, review, people.carol, now)
    assert len(events(database)) == 2


def test_the_page_offers_what_its_reader_may_do(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    eve, alice = (shown(database, review, who, now) for who in (people.eve, people.alice))
    assert (eve.can_join, eve.options) == (True, ())
    assert (alice.can_join, alice.may_release, alice.options) == (False, False, ())
    name(database, review, people.eve, people.eve, now)
    eve, bob = (shown(database, review, who, now) for who in (people.eve, people.bob))
    assert (eve.can_join, eve.may_release) == (False, True)
    assert (bob.may_release, [each.name for each in bob.options]) == (True, ["Ada", "Bob", "Carol"])
