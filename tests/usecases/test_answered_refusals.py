"""A refusal after the team has changed what was refused: whose turn it is then, and whose clocks run."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.clocks import ClockState
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import submissions, worklists
from readiness.usecases.worklists import Worklist
from tests.factories.assigning import give, other_review, row
from tests.factories.people import People
from tests.factories.reviews import done
from tests.factories.signing import change, deny, make, sent_review


def work(database: Database, who: Actor, at: datetime) -> Worklist:
    with database.reading() as session:
        return worklists.worklist(session, by=who, now=at)


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=1)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """A review of which Bob has refused a gate."""
    started = sent_review(database, people, now=now)
    deny(database, started, people.bob, now)
    return started


def test_a_refusal_is_the_turn_of_the_team(
    database: Database, people: People, review: int, now: datetime, later: datetime
) -> None:
    done(database, later, submissions.submit, review, ["sre"], by=people.alice)
    shown = row(database, review, people.eve, later)
    assert (shown.turn, shown.is_now) == ("Payments", False)
    (item,) = work(database, people.alice, later).changes
    assert (item.word, item.at) == ("Refused", now)  # when it was said, not when it was sent
    assert not work(database, people.bob, later).gates


def test_an_answered_refusal_is_the_turn_of_its_reviewers(
    database: Database, people: People, review: int, later: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    change(database, review, "9", people.alice, later)
    shown = row(database, review, people.eve, later + timedelta(hours=1))
    assert (shown.turn, shown.is_now, shown.acting_name) == ("SRE", True, "Bob")
    assert not work(database, people.alice, later).count
    for who in (people.bob, bella):
        (item,) = work(database, who, later).gates
        assert item.word == "Changed"
        assert "you say whether the refusal ends" in item.note


def test_it_comes_first_for_whoever_refused(
    database: Database, people: People, review: int, later: datetime
) -> None:
    other = other_review(database, "Search", people, later)
    give(database, other, people.bob, people.bob, later)
    make(database, "Bella", "sre")
    change(database, review, "9", people.alice, later + timedelta(hours=1))
    found = work(database, people.bob, later + timedelta(hours=2))
    assert [item.word for item in found.gates] == ["Changed", "To sign"]


def test_its_clocks_go_on_once_it_was_answered(
    database: Database, people: People, review: int, later: datetime
) -> None:
    change(database, review, "9", people.alice, later)
    clocks = row(database, review, people.eve, later + timedelta(days=14)).clocks
    assert clocks is not None
    assert clocks.state is ClockState.TO_COORDINATOR
    assert clocks.since == later


def test_a_refusal_of_the_new_content_is_the_turn_of_the_team_again(
    database: Database, people: People, review: int, later: datetime
) -> None:
    change(database, review, "9", people.alice, later)
    deny(database, review, people.bob, later + timedelta(hours=1))
    assert row(database, review, people.eve, later + timedelta(hours=2)).turn == "Payments"
    assert not work(database, people.bob, later + timedelta(hours=2)).gates
