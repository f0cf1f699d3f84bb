"""Roles are given and taken back by administrators, of whom one always stays."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from readiness.core.errors import Forbidden, NotFound, WrongMoment
from readiness.core.rights import Role
from readiness.usecases import people as usecase
from readiness.usecases.people import grant, listing, one, revoke
from tests.factories.people import People


def test_everybody_is_listed_with_teams_and_roles(session: Session, people: People) -> None:
    listed = {each.name: each for each in listing(session, by=people.ada)}
    assert list(listed) == ["Ada", "Alice", "Bob", "Carol", "Eve"]
    assert [team.slug for team in listed["Carol"].teams] == ["launch"]
    assert listed["Carol"].roles == (Role.COORDINATOR,)
    assert listed["Eve"].is_active


def test_a_role_is_given_once_and_taken_back(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.person
    grant(session, people.bob.person, Role.AUDITOR, by=people.ada, now=now)
    with pytest.raises(WrongMoment):
        grant(session, people.bob.person, Role.AUDITOR, by=people.ada, now=now)
    assert one(session, people.bob.person, by=people.ada).roles == (Role.AUDITOR,)
    revoke(session, people.bob.person, Role.AUDITOR, by=people.ada, now=now)
    assert one(session, people.bob.person, by=people.ada).roles == ()
    with pytest.raises(NotFound):
        revoke(session, people.bob.person, Role.AUDITOR, by=people.ada, now=now)


def test_the_last_administrator_keeps_the_role(
    session: Session, people: People, now: datetime
) -> None:
    assert people.ada.person
    with pytest.raises(WrongMoment, match="last administrator"):
        revoke(session, people.ada.person, Role.ADMINISTRATOR, by=people.ada, now=now)


def test_nobody_who_is_not_there_gets_a_role(
    session: Session, people: People, now: datetime
) -> None:
    with pytest.raises(NotFound):
        grant(session, 4711, Role.AUDITOR, by=people.ada, now=now)
    with pytest.raises(NotFound):
        one(session, 4711, by=people.ada)


def test_an_account_is_found_through_its_person_only(session: Session, people: People) -> None:
    assert people.bob.person
    assert people.bob.account
    assert people.eve.person
    found = usecase.account_of(session, people.bob.person, people.bob.account, by=people.ada)
    assert found.email == "bob@example.com"
    with pytest.raises(NotFound):
        usecase.account_of(session, people.eve.person, people.bob.account, by=people.ada)


def test_only_administrators_manage_people(session: Session, people: People, now: datetime) -> None:
    assert people.eve.person
    for who in (people.alice, people.bob, people.carol, people.eve):
        with pytest.raises(Forbidden):
            listing(session, by=who)
        with pytest.raises(Forbidden):
            grant(session, people.eve.person, Role.ADMINISTRATOR, by=who, now=now)
        with pytest.raises(Forbidden):
            revoke(session, people.eve.person, Role.ADMINISTRATOR, by=who, now=now)
        with pytest.raises(Forbidden):
            usecase.account_of(session, 1, 1, by=who)
