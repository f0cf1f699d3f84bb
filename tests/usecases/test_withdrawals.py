"""A vote that is taken back takes what its author said before with it, and approves nothing."""

from datetime import datetime, timedelta

import pytest

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice, VoteState
from readiness.store import signoffs as store
from readiness.store.engine import Database
from readiness.usecases import accounts, reviews, signoffs, submissions, teams
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import done, sign
from tests.factories.signing import change, deny, found, make, read, sent_review, states

ASKS = Choice.REQUEST_CHANGES
#: No gate waits for another here.
SIDE_BY_SIDE = launch_document(gates=(gate("sre", "deployment"), gate("security", "compliance")))


@pytest.fixture
def ben(database: Database) -> Actor:
    return make(database, "Ben", "sre")


@pytest.fixture
def dan(database: Database) -> Actor:
    return make(database, "Dan", "security")


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now, document=SIDE_BY_SIDE)


def take_back(database: Database, review: int, vote: int, by: Actor, now: datetime) -> None:
    done(database, now, signoffs.withdraw, review, vote, by=by)


def is_approved(database: Database, review: int, now: datetime) -> bool:
    return found(database, review, now).phase.is_approved


def test_no_earlier_approval_comes_back(
    database: Database, people: People, review: int, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    second = sign(database, review, "sre", by=people.bob, now=now, comment="Looked again.")
    take_back(database, review, second, people.bob, now)
    assert states(database, review, now)["sre"] == "waiting"
    told = read(database, review, "sre", people.bob, now).votes
    assert [each.state for each in told] == [VoteState.WITHDRAWN, VoteState.WITHDRAWN]


def test_nor_an_earlier_refusal(
    database: Database, people: People, review: int, now: datetime
) -> None:
    deny(database, review, people.bob, now)
    later = sign(database, review, "sre", by=people.bob, now=now, choice=ASKS, comment="Why?")
    take_back(database, review, later, people.bob, now)
    assert states(database, review, now)["sre"] == "waiting"


def test_a_refusal_that_is_taken_back_approves_nothing_by_an_earlier_approval(
    database: Database, people: People, review: int, dan: Actor, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    refusal = deny(database, review, people.bob, now)
    sign(database, review, "security", by=dan, now=now)
    take_back(database, review, refusal, people.bob, now)
    assert not is_approved(database, review, now)
    sign(database, review, "sre", by=people.bob, now=now)
    assert is_approved(database, review, now)


@pytest.mark.parametrize("choice", [Choice.DENY, ASKS])
def test_nor_by_what_others_approved_while_it_stood(
    database: Database,
    people: People,
    review: int,
    ben: Actor,
    dan: Actor,
    now: datetime,
    choice: Choice,
) -> None:
    vote = sign(database, review, "sre", by=ben, now=now, choice=choice, comment="Wait.")
    sign(database, review, "sre", by=people.bob, now=now)
    sign(database, review, "security", by=dan, now=now)
    take_back(database, review, vote, ben, now)
    told = read(database, review, "sre", people.bob, now)
    assert [each.state for each in told.votes][-1] is VoteState.CLEARED
    assert not is_approved(database, review, now)
    sign(database, review, "sre", by=people.bob, now=now)
    assert is_approved(database, review, now)


def test_what_did_not_hold_the_gate_any_more_takes_nobody_else_s_vote_along(
    database: Database, people: People, review: int, ben: Actor, now: datetime
) -> None:
    vote = sign(database, review, "sre", by=ben, now=now, choice=ASKS, comment="Why?")
    change(database, review, "9", people.alice, now)
    sign(database, review, "sre", by=people.bob, now=now)
    take_back(database, review, vote, ben, now)
    assert states(database, review, now)["sre"] == "signed"


def test_nor_does_what_was_approved_beside_it_sign_once_the_same_is_sent_again(
    database: Database, people: People, review: int, ben: Actor, now: datetime
) -> None:
    vote = sign(database, review, "sre", by=ben, now=now, choice=ASKS, comment="Why?")
    sign(database, review, "sre", by=people.bob, now=now)
    change(database, review, "9", people.alice, now)
    take_back(database, review, vote, ben, now)
    change(database, review, "5", people.alice, now)
    assert states(database, review, now)["sre"] == "waiting"


def test_a_refusal_after_the_approval_ends_with_all_as_it_was(
    database: Database, people: People, review: int, dan: Actor, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    sign(database, review, "security", by=dan, now=now)
    refusal = deny(database, review, people.bob, now)
    take_back(database, review, refusal, people.bob, now)
    assert states(database, review, now)["sre"] == "signed"
    done(database, now, reviews.reopen, review, ["compliance"], reason="More.", by=people.alice)
    assert states(database, review, now + timedelta(days=1))["sre"] == "signed"


def goes_away(database: Database, people: People, who: Actor, how: str, now: datetime) -> None:
    if how == "leaves the team":
        done(database, now, teams.remove, "sre", who.person, by=people.ada)
    else:
        done(database, now, accounts.deactivate, who.account, by=people.ada)


GOES = pytest.mark.parametrize("goes", ["leaves the team", "is deactivated"])


@GOES
def test_who_cannot_vote_any_more_is_not_waited_for(
    database: Database, people: People, review: int, ben: Actor, now: datetime, goes: str
) -> None:
    sign(database, review, "sre", by=ben, now=now, choice=ASKS, comment="Why?")
    done(database, now, submissions.submit, review, ["sre"], by=people.alice)
    sign(database, review, "sre", by=people.bob, now=now)
    assert found(database, review, now).gate("sre").tally.missing == 1
    goes_away(database, people, ben, goes, now)
    told = read(database, review, "sre", people.bob, now)
    assert [each.state for each in told.votes] == [VoteState.LAPSED, VoteState.CLEARED]
    assert states(database, review, now)["sre"] == "waiting"
    sign(database, review, "sre", by=people.bob, now=now)
    assert states(database, review, now)["sre"] == "signed"


@GOES
def test_nor_once_what_they_asked_about_is_sent_again(
    database: Database, people: People, review: int, ben: Actor, now: datetime, goes: str
) -> None:
    sign(database, review, "sre", by=ben, now=now, choice=ASKS, comment="Why?")
    sign(database, review, "sre", by=people.bob, now=now)
    change(database, review, "9", people.alice, now)
    goes_away(database, people, ben, goes, now)
    change(database, review, "5", people.alice, now)
    tally = found(database, review, now).gate("sre").tally
    assert (tally.state, tally.missing, tally.requests) == ("waiting", 1, ())
    sign(database, review, "sre", by=people.bob, now=now)
    assert states(database, review, now)["sre"] == "signed"


def test_what_they_said_after_it_or_took_back_stays_as_it_is(
    database: Database, people: People, review: int, ben: Actor, dan: Actor, now: datetime
) -> None:
    sign(database, review, "sre", by=ben, now=now, choice=ASKS, comment="Why?")
    sign(database, review, "sre", by=ben, now=now)
    vote = sign(database, review, "security", by=dan, now=now, choice=ASKS, comment="Why?")
    take_back(database, review, vote, dan, now)
    done(database, now, teams.remove, "sre", ben.person, by=people.ada)
    done(database, now, accounts.deactivate, dan.account, by=people.ada)
    with database.reading() as session:
        back = [each.vote_id for each in store.withdrawals_of(session, review)]
    assert back == [vote]


def test_a_refusal_stays_when_its_author_goes(
    database: Database, people: People, review: int, ben: Actor, now: datetime
) -> None:
    deny(database, review, ben, now)
    done(database, now, teams.remove, "sre", ben.person, by=people.ada)
    done(database, now, accounts.deactivate, ben.account, by=people.ada)
    assert states(database, review, now)["sre"] == "denied"


def test_who_leaves_another_team_is_still_waited_for(
    database: Database, people: People, review: int, now: datetime
) -> None:
    both = make(database, "Zoe", "sre", "security")
    sign(database, review, "sre", by=both, now=now, choice=ASKS, comment="Why?")
    done(database, now, teams.remove, "security", both.person, by=people.ada)
    assert states(database, review, now)["sre"] == "changes_requested"
