"""Who lost a team or the account is asked no more for what they did by it, and others are asked on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.rights import Actor, Role
from readiness.store.engine import Database
from readiness.usecases import accounts, reminders, teams
from readiness.usecases import people as roles
from tests.factories.assigning import give, let_go
from tests.factories.hearing import open_asks
from tests.factories.people import People
from tests.factories.reviews import done
from tests.factories.signing import deny, make, sent_review


@pytest.fixture
def ben(database: Database) -> Actor:
    """Somebody else in Bob's team."""
    return make(database, "Ben", "sre")


@pytest.fixture
def review(database: Database, people: People, ben: Actor, now: datetime) -> int:
    """Return a review whose gate asks everybody in the team, and is overdue."""
    review = sent_review(database, people, now=now)
    give(database, review, people.bob, people.bob, now)
    let_go(database, review, people.bob, now)
    reminders.remind(database, now=now + timedelta(days=6))
    assert {"gate.released", "gate.overdue"} <= {*open_asks(database, ben)}
    return review


@pytest.mark.usefixtures("review")
def test_who_left_the_team_is_asked_for_none_of_its_signatures(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    done(database, now, teams.remove, "payments", people.alice.person, by=people.ada)
    done(database, now, teams.remove, "sre", ben.person, by=people.ada)
    assert open_asks(database, ben) == []
    assert "gate.overdue" in open_asks(database, people.bob)


@pytest.mark.usefixtures("review")
def test_nor_who_cannot_sign_in_any_more(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    done(database, now, accounts.deactivate, ben.account, by=people.ada)
    assert open_asks(database, ben) == []
    assert "gate.overdue" in open_asks(database, people.bob)


@pytest.mark.usefixtures("review")
def test_who_lost_something_else_is_asked_on(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    done(database, now, teams.add, "launch", ben.person, by=people.ada)
    done(database, now, roles.grant, ben.person, Role.COORDINATOR, by=people.ada)
    before = open_asks(database, ben)
    done(database, now, teams.remove, "launch", ben.person, by=people.ada)
    done(database, now, roles.revoke, ben.person, Role.COORDINATOR, by=people.ada)
    assert open_asks(database, ben) == before


def test_who_left_the_team_of_the_service_has_nothing_to_change_for_it(
    database: Database, people: People, now: datetime
) -> None:
    review, paul = sent_review(database, people, now=now), make(database, "Paul", "payments")
    deny(database, review, people.bob, now)
    for each in (paul, people.alice):
        done(database, now, teams.remove, "payments", each.person, by=people.ada)
    assert open_asks(database, paul) == []
    assert "gate.voted" in open_asks(database, people.alice), "she asked for the review"


@pytest.mark.usefixtures("review")
def test_a_coordinator_sees_to_what_is_very_late_from_no_team(
    database: Database, people: People, now: datetime
) -> None:
    reminders.remind(database, now=now + timedelta(days=20))
    carol = people.carol.person
    done(database, now, teams.remove, "launch", carol, by=people.ada)
    assert "gate.overdue" in open_asks(database, people.carol)
    done(database, now, roles.revoke, carol, Role.COORDINATOR, by=people.ada)
    assert "gate.overdue" not in open_asks(database, people.carol)
