"""One-time links work once, for a time, for what they were made for."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Forbidden, NotFound
from readiness.core.rights import Role
from readiness.store.invitations import Invitation
from readiness.usecases import accounts, invitations, people
from readiness.usecases.invitations import Purpose, first_link, invite, look_at
from readiness.usecases.passwords import Chosen
from tests.factories.people import People

CHOSEN = Chosen("hash")
NEW = "dora@example.com"


def test_a_new_first_link_ends_the_one_before(session: Session, now: datetime) -> None:
    old, new = first_link(session, now=now), first_link(session, now=now)
    assert old
    assert new
    with pytest.raises(NotFound):
        look_at(session, old, now=now)
    assert look_at(session, new, now=now).purpose is Purpose.FIRST


def test_there_is_no_first_link_once_there_is_an_account(
    session: Session, people: People, now: datetime
) -> None:
    assert first_link(session, now=now) is None


def test_only_the_hash_of_a_link_is_kept(session: Session, people: People, now: datetime) -> None:
    secret = invite(session, NEW, by=people.ada, now=now)
    kept = session.scalars(select(Invitation)).one()
    assert secret not in repr(vars(kept))


def test_an_invitation_lasts_seven_days(session: Session, people: People, now: datetime) -> None:
    secret = invite(session, NEW, by=people.ada, now=now)
    assert look_at(session, secret, now=now + timedelta(days=7, seconds=-1)).email == NEW
    with pytest.raises(NotFound):
        look_at(session, secret, now=now + timedelta(days=7))


def test_a_reset_link_lasts_a_day_and_names_the_person(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.account
    secret = invitations.reset_link(session, people.bob.account, by=people.ada, now=now)
    assert look_at(session, secret, now=now).name == "Bob"
    with pytest.raises(NotFound):
        look_at(session, secret, now=now + timedelta(hours=24))


def test_a_reset_link_ends_the_one_before_of_that_account_alone(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.account
    assert people.eve.account
    eves = invitations.reset_link(session, people.eve.account, by=people.ada, now=now)
    old = invitations.reset_link(session, people.bob.account, by=people.ada, now=now)
    invitations.reset_link(session, people.bob.account, by=people.ada, now=now)
    assert look_at(session, eves, now=now).name == "Eve"
    with pytest.raises(NotFound):
        look_at(session, old, now=now)


def test_a_link_cannot_be_made_for_a_deactivated_account(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.account
    accounts.deactivate(session, people.bob.account, by=people.ada, now=now)
    with pytest.raises(NotFound):
        invitations.reset_link(session, people.bob.account, by=people.ada, now=now)


def test_inviting_again_ends_the_earlier_link(
    session: Session, people: People, now: datetime
) -> None:
    old = invite(session, NEW, by=people.ada, now=now)
    invite(session, NEW, by=people.ada, now=now)
    with pytest.raises(NotFound):
        look_at(session, old, now=now)
    assert len(invitations.waiting(session, by=people.ada, now=now)) == 1


def test_a_withdrawn_invitation_does_not_work(
    session: Session, people: People, now: datetime
) -> None:
    secret = invite(session, NEW, by=people.ada, now=now)
    (waiting,) = invitations.waiting(session, by=people.ada, now=now)
    invitations.withdraw(session, waiting.id, by=people.ada, now=now)
    with pytest.raises(NotFound):
        look_at(session, secret, now=now)
    with pytest.raises(NotFound):
        invitations.withdraw(session, waiting.id, by=people.ada, now=now)


def test_what_a_former_administrator_invited_ends(
    session: Session, people: People, now: datetime
) -> None:
    secret = invite(session, NEW, by=people.ada, now=now, roles=[Role.ADMINISTRATOR])
    _promote(session, people, now)
    _demote_ada(session, people, now)
    with pytest.raises(NotFound):
        look_at(session, secret, now=now)


def _promote(session: Session, everybody: People, now: datetime) -> None:
    assert everybody.bob.person
    role = Role.ADMINISTRATOR
    people.grant(session, everybody.bob.person, role, by=everybody.ada, now=now)


def _demote_ada(session: Session, everybody: People, now: datetime) -> None:
    assert everybody.ada.person
    role = Role.ADMINISTRATOR
    people.revoke(session, everybody.ada.person, role, by=everybody.ada, now=now)


@pytest.mark.parametrize("email", ["nonsense", "alice@example.com", "ALICE@example.com"])
def test_an_address_must_be_one_and_free(
    session: Session, people: People, now: datetime, email: str
) -> None:
    with pytest.raises(BadInput) as refused:
        invite(session, email, by=people.ada, now=now)
    assert "email" in refused.value.faults


def test_teams_and_accounts_must_exist(session: Session, people: People, now: datetime) -> None:
    with pytest.raises(BadInput) as refused:
        invite(session, NEW, by=people.ada, now=now, teams=["sre", "nonsense"])
    assert "teams" in refused.value.faults
    with pytest.raises(NotFound):
        invite(session, NEW, by=people.ada, now=now, account_id=4711)


def test_a_link_is_good_for_its_own_purpose_only(
    session: Session, people: People, now: datetime
) -> None:
    secret = invite(session, NEW, by=people.ada, now=now)
    with pytest.raises(NotFound):
        accounts.reset_password(session, secret, now=now, chosen=CHOSEN)


def test_only_administrators_make_links(session: Session, people: People, now: datetime) -> None:
    for who in (people.alice, people.bob, people.carol, people.eve):
        with pytest.raises(Forbidden):
            invite(session, NEW, by=who, now=now)
        with pytest.raises(Forbidden):
            invitations.reset_link(session, 1, by=who, now=now)
        with pytest.raises(Forbidden):
            invitations.withdraw(session, 1, by=who, now=now)
        with pytest.raises(Forbidden):
            invitations.waiting(session, by=who, now=now)
