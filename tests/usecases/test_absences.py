"""Out of office: until when, and who stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, NotSignedIn, WrongMoment
from readiness.core.rights import NOBODY, Actor
from readiness.store.people import Person
from readiness.usecases import absences, accounts, team_pages
from tests.factories.people import People, make_person

TODAY = date(2026, 11, 23)


@pytest.fixture
def dan(session: Session, people: People) -> Actor:
    """Somebody else in Bob's team."""
    assert people.bob.person
    return make_person(session, "Dan", teams=("sre",))


def leave(
    session: Session, who: Actor, until: date, substitute: Actor | None, now: datetime
) -> None:
    other = substitute.person if substitute else None
    absences.leave(session, until=until, substitute=other, by=who, now=now)


def test_away_until_the_last_day_is_over(
    session: Session, people: People, dan: Actor, now: datetime
) -> None:
    bob = people.bob.person
    assert bob
    leave(session, people.bob, TODAY + timedelta(days=2), dan, now)
    for after, is_away in ((0, True), (2, True), (3, False)):
        found = absences.away(session, [bob], now + timedelta(days=after))
        assert (bob in found) == is_away
    assert absences.away(session, [bob], now)[bob].substitute_id == dan.person
    assert absences.away(session, [people.eve.person or 0], now) == {}


def test_the_newest_counts_and_one_can_be_back_earlier(
    session: Session, people: People, now: datetime
) -> None:
    leave(session, people.bob, TODAY + timedelta(days=20), None, now)
    leave(session, people.bob, TODAY + timedelta(days=2), None, now)
    own = absences.own(session, by=people.bob, now=now)
    assert own
    assert own.until == TODAY + timedelta(days=2)
    absences.back(session, by=people.bob, now=now)
    assert absences.own(session, by=people.bob, now=now) is None
    with pytest.raises(WrongMoment):
        absences.back(session, by=people.bob, now=now)


def test_a_substitute_is_active_and_shares_a_team(
    session: Session, people: People, dan: Actor, now: datetime
) -> None:
    assert [each.name for each in absences.substitutes(session, by=people.bob)] == ["Dan"]
    for who in (people.eve, people.bob):
        with pytest.raises(BadInput) as refused:
            leave(session, people.bob, TODAY, who, now)
        assert set(refused.value.faults) == {"substitute"}
    leave(session, people.bob, TODAY, dan, now)
    assert dan.account
    accounts.deactivate(session, dan.account, by=people.ada, now=now)
    assert absences.substitutes(session, by=people.bob) == []
    with pytest.raises(BadInput):
        leave(session, people.bob, TODAY, dan, now)


def test_a_substitute_is_there(session: Session, people: People, dan: Actor, now: datetime) -> None:
    leave(session, dan, TODAY, None, now)
    with pytest.raises(BadInput) as refused:
        leave(session, people.bob, TODAY, dan, now)
    assert "out of office themselves" in refused.value.faults["substitute"]
    leave(session, people.bob, TODAY + timedelta(days=1), dan, now + timedelta(days=1))


@pytest.mark.parametrize("days", [-1, 367])
def test_the_day_is_today_or_within_a_year(
    session: Session, people: People, now: datetime, days: int
) -> None:
    with pytest.raises(BadInput) as refused:
        leave(session, people.bob, TODAY + timedelta(days=days), None, now)
    assert set(refused.value.faults) == {"until"}


def test_today_is_the_persons_own(session: Session, people: People, now: datetime) -> None:
    late = now.replace(hour=23, minute=30)  # the 24th in Berlin
    with pytest.raises(BadInput):
        leave(session, people.bob, TODAY, None, late)
    leave(session, people.bob, TODAY + timedelta(days=1), None, late)


@pytest.mark.parametrize(
    ("zone", "back"),
    [("Pacific/Auckland", 11), ("Europe/Berlin", 23), ("America/Los_Angeles", 32)],
)
def test_an_absence_ends_with_the_persons_own_day(
    session: Session, people: People, now: datetime, zone: str, back: int
) -> None:
    """The team of the gate works by UTC; what they said to be their last day is 23 November."""
    bob = people.bob.person or 0
    session.get_one(Person, bob).time_zone = zone
    leave(session, replace(people.bob, time_zone=zone), TODAY, None, now.replace(hour=9))
    midnight = now.replace(hour=0) + timedelta(hours=back)
    assert bob in absences.away(session, [bob], midnight - timedelta(minutes=1))
    assert absences.away(session, [bob], midnight) == {}


def test_the_team_sees_who_is_away(
    session: Session, people: People, dan: Actor, now: datetime
) -> None:
    leave(session, people.bob, TODAY + timedelta(days=4), dan, now)
    page = team_pages.page(session, "sre", by=people.eve, now=now)
    told = [(each.name, each.until, each.substitute) for each in page.members]
    assert told == [("Bob", TODAY + timedelta(days=4), "Dan"), ("Dan", None, "")]
    assert page.is_working
    assert [team.slug for team in team_pages.own_teams(session, by=people.bob)] == ["sre"]


def test_everybody_speaks_for_themselves(session: Session, people: People, now: datetime) -> None:
    assert people.bob.person
    for refused in (
        lambda: absences.own(session, by=NOBODY, now=now),
        lambda: absences.substitutes(session, by=NOBODY),
        lambda: leave(session, NOBODY, TODAY, None, now),
        lambda: absences.back(session, by=NOBODY, now=now),
    ):
        with pytest.raises(NotSignedIn):
            refused()
