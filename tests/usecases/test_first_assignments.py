"""A gate that is sent is given, by itself, to the least loaded reviewer who is there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import WrongMoment
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import absences
from tests.factories.assigning import (
    deactivated,
    entries,
    give,
    hand,
    holder,
    leave,
    let_go,
    newest,
    other_review,
    row,
)
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    done,
    sign,
    start_review,
    submit_all,
)
from tests.factories.signing import change, make, sent_review

ONE_GATE = launch_document(gates=(gate("sre", "deployment"),))
PAIR = launch_document(gates=(gate("sre", "deployment"), gate("ops", "hygiene", team="sre")))
LATER = timedelta(days=3)


def test_what_is_sent_is_given_to_a_member_by_itself_and_recorded(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=ONE_GATE)
    given = newest(database, review)
    assert given is not None
    assert (given.person_id, given.how, given.by) == (people.bob.person, "least_loaded", None)
    (entry,) = entries(database, "gate.assigned")
    assert (entry.by, entry.review_id, entry.about["person"]) == (None, review, people.bob.person)


def test_two_gates_of_one_team_go_to_two_people(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    review = sent_review(database, people, now=now, document=PAIR)
    assert holder(database, review, "sre") == people.bob.person
    assert holder(database, review, "ops") == bella.person


def test_what_was_given_a_moment_ago_is_a_load(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    first = sent_review(database, people, now=now, document=PAIR)
    for gate_id in ("sre", "ops"):
        give(database, first, people.bob, people.carol, now, gate_id)
    give(database, first, bella, people.carol, now, "ops")
    let_go(database, first, bella, now, "ops")
    # Bob has one, Bella none: she gets the first; then both have one, and his is the older.
    second = other_review(database, "Search", people, now)
    assert holder(database, second, "sre") == bella.person
    assert holder(database, second, "ops") == people.bob.person


def test_only_gates_whose_turn_it_is_are_a_load(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    first = sent_review(database, people, now=now, document=ONE_GATE)
    second, third = (other_review(database, name, people, now) for name in ("Search", "Maps"))
    given = [holder(database, each) for each in (first, second, third)]
    assert given == [people.bob.person, bella.person, people.bob.person]
    said: dict[str, Any] = {"comment": "Why?", "questions": ["deployment.rollback"]}
    for each in (first, third):
        sign(database, each, "sre", by=people.bob, now=now, choice=Choice.REQUEST_CHANGES, **said)
    # Nothing of his is Bob's turn, so he gets the next one although he also got the last.
    assert holder(database, other_review(database, "Mail", people, now)) == people.bob.person


def test_neither_the_asker_nor_a_contributor_nor_who_is_away_or_gone_is_asked(
    database: Database, people: People, now: datetime
) -> None:
    asker = make(database, "Ann", "payments", "sre")
    helper = make(database, "Hal", "payments", "sre")
    away, gone, last = (make(database, name, "sre") for name in ("Amy", "Gus", "Zoe"))
    leave(database, people.bob, now.date(), now)
    leave(database, away, now.date() + LATER, now)
    done(database, now, deactivated, gone, by=people.ada)
    review = start_review(database, people, now=now, document=ONE_GATE, by=asker)
    answer_everything(database, review, by=helper, now=now)
    submit_all(database, review, by=helper, now=now)
    assert holder(database, review) == last.person


def test_nobody_who_may_sign_leaves_it_free_and_the_page_says_what_to_do(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(
        database, people, now=now, document=launch_document(gates=(gate("privacy", "hygiene"),))
    )
    assert newest(database, review, "privacy") is None
    told = hand(database, review, people.alice, now, "privacy")
    assert "ask an administrator to add somebody to the team Privacy" in told.advice
    assert row(database, review, people.alice, now, "privacy").turn == "Privacy"


def test_when_everybody_is_away_the_page_says_who_is_back_first(
    database: Database, people: People, now: datetime
) -> None:
    leave(database, people.bob, now.date() + LATER, now)
    review = sent_review(database, people, now=now, document=ONE_GATE)
    assert newest(database, review) is None
    told = hand(database, review, people.alice, now)
    assert "is out of office; the first is back after 26 November" in told.advice


def test_sending_again_leaves_it_in_the_same_hand(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    review = sent_review(database, people, now=now, document=ONE_GATE)
    give(database, review, bella, people.bob, now)
    change(database, review, "9", people.alice, now)
    assert holder(database, review) == bella.person
    let_go(database, review, bella, now)
    change(database, review, "8", people.alice, now)
    assert holder(database, review) is None


def test_there_is_nothing_to_let_go_of_where_nobody_has_it(
    database: Database, people: People, now: datetime
) -> None:
    leave(database, people.bob, now.date(), now)
    review = sent_review(database, people, now=now, document=ONE_GATE)
    with pytest.raises(WrongMoment, match="Nobody has this gate in hand"):
        let_go(database, review, people.bob, now)
    # It was never given to anybody, so it is when it is sent again.
    done(database, now, absences.back, by=people.bob)
    change(database, review, "9", people.alice, now)
    assert holder(database, review) == people.bob.person
