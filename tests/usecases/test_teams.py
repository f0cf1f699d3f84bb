"""Teams are created and filled by administrators."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.usecases.teams import add, create, listing, one, remove
from tests.factories.people import People


def test_a_team_is_created_empty_and_filled(
    session: Session, people: People, now: datetime
) -> None:
    assert people.eve.person
    create(session, "search", by=people.ada, now=now, name=" Search ", time_zone="Asia/Tokyo")
    assert one(session, "search", by=people.ada).members == ()
    add(session, "search", people.eve.person, by=people.ada, now=now)
    team = one(session, "search", by=people.ada)
    assert (team.name, [person.name for person in team.members]) == ("Search", ["Eve"])
    remove(session, "search", people.eve.person, by=people.ada, now=now)
    assert one(session, "search", by=people.ada).members == ()


@pytest.mark.parametrize(
    ("slug", "name", "zone", "field"),
    [
        ("Search", "Search", "UTC", "slug"),
        ("sre", "SRE again", "UTC", "slug"),
        ("search", " ", "UTC", "name"),
        ("search", "x" * 101, "UTC", "name"),
        ("search", "Search", "Mars/Base", "time_zone"),
    ],
)
def test_a_team_that_cannot_be_is_refused(
    session: Session, people: People, now: datetime, slug: str, name: str, zone: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        create(session, slug, by=people.ada, now=now, name=name, time_zone=zone)
    assert set(refused.value.faults) == {field}


def test_one_belongs_to_a_team_once(session: Session, people: People, now: datetime) -> None:
    assert people.bob.person
    with pytest.raises(WrongMoment):
        add(session, "sre", people.bob.person, by=people.ada, now=now)


def test_what_does_not_exist_is_not_found(session: Session, people: People, now: datetime) -> None:
    assert people.eve.person
    with pytest.raises(NotFound):
        one(session, "search", by=people.ada)
    with pytest.raises(NotFound):
        add(session, "search", people.eve.person, by=people.ada, now=now)
    with pytest.raises(NotFound):
        add(session, "sre", 4711, by=people.ada, now=now)
    with pytest.raises(NotFound):
        remove(session, "sre", people.eve.person, by=people.ada, now=now)


def test_only_administrators_manage_teams(session: Session, people: People, now: datetime) -> None:
    assert people.eve.person
    for who in (people.alice, people.bob, people.carol, people.eve):
        with pytest.raises(Forbidden):
            listing(session, by=who)
        with pytest.raises(Forbidden):
            create(session, "search", by=who, now=now, name="Search")
        with pytest.raises(Forbidden):
            add(session, "sre", people.eve.person, by=who, now=now)
        with pytest.raises(Forbidden):
            remove(session, "sre", people.eve.person, by=who, now=now)
