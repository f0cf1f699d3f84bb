"""A denial is a veto, and how it ends."""

from datetime import datetime
from typing import Any

import pytest

from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice, GateState, VoteState
from readiness.store.engine import Database
from readiness.usecases import (
    signoffs,
    submissions,
)
from tests.factories.people import People
from tests.factories.reviews import (
    done,
    reviewers,
    sign,
    sign_all,
)
from tests.factories.signing import change, deny, found, make, read, sent_review, states


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def test_one_denial_stops_the_gate_however_many_approve(
    database: Database, people: People, review: int, now: datetime
) -> None:
    finn = make(database, "Finn", "sre")
    deny(database, review, finn, now)
    sign(database, review, "sre", by=people.bob, now=now)
    assert states(database, review, now)["sre"] == GateState.DENIED


def test_submitting_again_never_lifts_a_denial(
    database: Database, people: People, review: int, now: datetime
) -> None:
    deny(database, review, people.bob, now)
    done(database, now, submissions.submit, review, ["sre"], by=people.alice)
    assert states(database, review, now)["sre"] == GateState.DENIED
    change(database, review, "9", people.alice, now)
    assert states(database, review, now)["sre"] == GateState.DENIED


def test_a_denial_ends_when_its_author_takes_it_back(
    database: Database, people: People, review: int, now: datetime
) -> None:
    vote = deny(database, review, people.bob, now)
    assert done(database, now, signoffs.withdraw, review, vote, by=people.bob) == "sre"
    assert done(database, now, signoffs.withdraw, review, vote, by=people.bob) == "sre"
    assert states(database, review, now)["sre"] == GateState.WAITING
    assert read(database, review, "sre", people.bob, now).votes[0].state is VoteState.WITHDRAWN


def test_a_denial_ends_when_others_approve_what_changed_and_name_it(
    database: Database, people: People, review: int, now: datetime
) -> None:
    finn = make(database, "Finn", "sre")
    denial = deny(database, review, finn, now)
    sign(database, review, "sre", by=people.bob, now=now, denial=denial)
    assert states(database, review, now)["sre"] == GateState.DENIED, "nothing has changed yet"
    change(database, review, "9", people.alice, now)
    sign(database, review, "sre", by=people.bob, now=now)
    assert states(database, review, now)["sre"] == GateState.DENIED, "it was not named"
    assert [row.id for row in read(database, review, "sre", people.bob, now).liftable] == [denial]
    sign(database, review, "sre", by=people.bob, now=now, denial=denial)
    assert states(database, review, now)["sre"] == GateState.SIGNED


def test_one_person_lifts_two_denials_by_naming_each(
    database: Database, people: People, review: int, now: datetime
) -> None:
    denials = [deny(database, review, make(database, name, "sre"), now) for name in ("Fay", "Finn")]
    change(database, review, "9", people.alice, now)
    for denial in denials:
        sign(database, review, "sre", by=people.bob, now=now, denial=denial)
    assert states(database, review, now)["sre"] == GateState.SIGNED


def test_only_a_denial_of_this_gate_can_be_named(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    elsewhere = deny(database, review, by["security"], now, gate="security")
    with pytest.raises(BadInput, match="no such denial"):
        sign(database, review, "sre", by=people.bob, now=now, denial=elsewhere)


@pytest.mark.parametrize("choice", [Choice.DENY, Choice.REQUEST_CHANGES])
def test_no_other_vote_names_a_denial_or_is_refused_as_it_has_ended(
    database: Database, people: People, review: int, now: datetime, choice: Choice
) -> None:
    finn = make(database, "Finn", "sre")
    denial = deny(database, review, finn, now)
    said: dict[str, Any] = {"choice": choice, "comment": "Not so.", "denial": denial}
    sign(database, review, "sre", by=people.bob, now=now, **said)
    done(database, now, signoffs.withdraw, review, denial, by=finn)
    said["comment"] = "Still not so."
    sign(database, review, "sre", by=people.bob, now=now, **said)
    votes = found(database, review, now).gate("sre").votes
    assert [each.denial_id for each in votes if each.by == people.bob.person] == [None, None]


def test_an_approved_launch_can_only_be_denied_and_its_votes_stay(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    sign_all(database, review, by, now=now)
    assert read(database, review, "sre", people.bob, now).choices == (Choice.DENY,)
    with pytest.raises(WrongMoment, match="only vote left is to deny"):
        sign(database, review, "sre", by=people.bob, now=now)
    first = found(database, review, now).gate("sre").votes[0].id
    with pytest.raises(WrongMoment, match="approved on this vote"):
        done(database, now, signoffs.withdraw, review, first, by=people.bob)
    denial = deny(database, review, people.bob, now)
    assert states(database, review, now)["sre"] == GateState.DENIED
    done(database, now, signoffs.withdraw, review, denial, by=people.bob)
    assert states(database, review, now)["sre"] == GateState.SIGNED
