"""Accounts are made through links, changed by their owners, and taken out of use."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Forbidden, NotFound, NotSignedIn, WrongMoment
from readiness.core.rights import NOBODY, Actor, Role
from readiness.store.people import Account, Person, account_by_email, is_active
from readiness.usecases import accounts, actors, invitations, sign_ins
from readiness.usecases.passwords import Chosen, Proven
from tests.factories.people import PASSWORD_HASH, People

CHOSEN = Chosen("new hash")
NEW = "dora@example.com"
LASTS = timedelta(days=14)


def accept(session: Session, secret: str, now: datetime, name: str = "Dora") -> Account:
    return accounts.accept(session, secret, now=now, name=name, chosen=CHOSEN)


def signed_in(session: Session, who: Actor, now: datetime) -> str:
    account = session.get_one(Account, who.account)
    return sign_ins.begin(session, account, now=now, lasts=LASTS)


def test_an_invitation_gives_what_the_inviter_chose(
    session: Session, people: People, now: datetime
) -> None:
    secret = invitations.invite(
        session, NEW, by=people.ada, now=now, teams=["sre"], roles=[Role.AUDITOR]
    )
    account = accept(session, secret, now)
    cookie = sign_ins.begin(session, account, now=now, lasts=LASTS)
    actor = sign_ins.actor_of(session, cookie, now=now)
    assert actor is not None
    assert (actor.name, account.email) == ("Dora", NEW)
    assert (actor.teams, actor.roles) == (frozenset({"sre"}), frozenset({Role.AUDITOR}))


def test_a_link_works_once(session: Session, people: People, now: datetime) -> None:
    secret = invitations.invite(session, NEW, by=people.ada, now=now)
    accept(session, secret, now)
    with pytest.raises(NotFound):
        accept(session, secret, now)


def test_a_second_account_is_of_the_same_person(
    session: Session, people: People, now: datetime
) -> None:
    secret = invitations.invite(
        session, NEW, by=people.ada, now=now, teams=["sre"], account_id=people.bob.account
    )
    account = accept(session, secret, now, name="Somebody else")
    assert account.person_id == people.bob.person
    assert session.get_one(Person, account.person_id).name == "Bob"


def test_nobody_comes_back_from_deactivation_by_a_second_account(
    session: Session, people: People, now: datetime
) -> None:
    bob = people.bob.account
    assert bob
    secret = invitations.invite(session, NEW, by=people.ada, now=now, account_id=bob)
    accounts.deactivate(session, bob, by=people.ada, now=now)
    with pytest.raises(WrongMoment, match="taken out of use"):
        accept(session, secret, now)


def test_who_has_another_account_can_still_answer_what_they_asked(
    session: Session, people: People, now: datetime
) -> None:
    bob = people.bob
    secret = invitations.invite(session, NEW, by=people.ada, now=now, account_id=bob.account)
    second = accept(session, secret, now)
    accounts.deactivate(session, second.id, by=people.ada, now=now)
    assert is_active(session, bob.person or 0)


def test_the_first_link_is_of_no_use_once_there_is_an_account(
    session: Session, now: datetime
) -> None:
    secret = invitations.first_link(session, now=now)
    assert secret
    person = Person(name="Quick", created_at=now)
    session.add(person)
    session.flush()
    session.add(Account(person_id=person.id, email=NEW, password_hash="x", created_at=now))
    session.flush()
    with pytest.raises(WrongMoment):
        accounts.accept(session, secret, now=now, name="A", email="a@b", chosen=CHOSEN)


def test_the_first_administrator_says_the_address(session: Session, now: datetime) -> None:
    secret = invitations.first_link(session, now=now)
    assert secret
    with pytest.raises(BadInput) as refused:
        accounts.accept(session, secret, now=now, name="Ada", email="nonsense", chosen=CHOSEN)
    assert "email" in refused.value.faults


def test_an_address_taken_meanwhile_is_refused(
    session: Session, people: People, now: datetime
) -> None:
    secret = invitations.invite(session, NEW, by=people.ada, now=now)
    session.get_one(Account, people.bob.account).email = NEW
    session.flush()
    with pytest.raises(BadInput):
        accept(session, secret, now)


@pytest.mark.parametrize(("name", "zone"), [("", "UTC"), ("x" * 101, "UTC"), ("Dora", "Mars/Base")])
def test_a_name_and_a_time_zone_are_checked(
    session: Session, people: People, now: datetime, name: str, zone: str
) -> None:
    with pytest.raises(BadInput):
        accounts.change_profile(session, by=people.bob, now=now, name=name, time_zone=zone)


def test_people_change_their_own_name_and_time_zone(
    session: Session, people: People, now: datetime
) -> None:
    accounts.change_profile(
        session, by=people.bob, now=now, name=" Bob  B. ", time_zone="Asia/Tokyo"
    )
    bob = session.get_one(Person, people.bob.person)
    assert (bob.name, bob.time_zone) == ("Bob B.", "Asia/Tokyo")
    with pytest.raises(NotSignedIn):
        accounts.change_profile(session, by=NOBODY, now=now, name="B", time_zone="UTC")


def test_a_new_password_ends_every_sign_in(session: Session, people: People, now: datetime) -> None:
    cookie = signed_in(session, people.bob, now)
    account = accounts.own(session, by=people.bob)
    proven = Proven(account.id, account.password_hash)
    accounts.change_password(session, by=people.bob, now=now, proven=proven, chosen=CHOSEN)
    assert account.password_hash == "new hash"
    assert sign_ins.actor_of(session, cookie, now=now) is None


def test_a_password_that_was_proven_must_still_be_it(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.account
    assert people.eve.account
    for proven in (Proven(people.bob.account, "old"), Proven(people.eve.account, PASSWORD_HASH)):
        with pytest.raises(WrongMoment):
            accounts.change_password(session, by=people.bob, now=now, proven=proven, chosen=CHOSEN)


def test_a_reset_sets_the_password_and_ends_every_sign_in(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.account
    cookie = signed_in(session, people.bob, now)
    secret = invitations.reset_link(session, people.bob.account, by=people.ada, now=now)
    accounts.reset_password(session, secret, now=now, chosen=CHOSEN)
    assert session.get_one(Account, people.bob.account).password_hash == "new hash"
    assert sign_ins.actor_of(session, cookie, now=now) is None


def test_a_reset_does_not_revive_a_deactivated_account(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.account
    secret = invitations.reset_link(session, people.bob.account, by=people.ada, now=now)
    accounts.deactivate(session, people.bob.account, by=people.ada, now=now)
    with pytest.raises(WrongMoment):
        accounts.reset_password(session, secret, now=now, chosen=CHOSEN)


def test_sessions_end_at_deactivation_and_stay_ended(
    session: Session, people: People, now: datetime
) -> None:
    assert people.bob.account
    cookie = signed_in(session, people.bob, now)
    accounts.deactivate(session, people.bob.account, by=people.ada, now=now)
    assert sign_ins.actor_of(session, cookie, now=now) is None
    accounts.reactivate(session, people.bob.account, by=people.ada, now=now)
    assert account_by_email(session, "bob@example.com")
    assert sign_ins.actor_of(session, cookie, now=now) is None


def test_the_last_administrator_stays(session: Session, people: People, now: datetime) -> None:
    assert people.ada.account
    with pytest.raises(WrongMoment, match="last administrator"):
        accounts.deactivate(session, people.ada.account, by=people.ada, now=now)


def test_only_administrators_take_accounts_out_of_use(
    session: Session, people: People, now: datetime
) -> None:
    assert people.ada.account
    for who in (people.alice, people.bob, people.carol, people.eve):
        with pytest.raises(Forbidden):
            accounts.deactivate(session, people.ada.account, by=who, now=now)
        with pytest.raises(Forbidden):
            accounts.reactivate(session, people.ada.account, by=who, now=now)
    with pytest.raises(NotFound):
        accounts.deactivate(session, 4711, by=people.ada, now=now)


def test_an_address_without_an_account_is_named(session: Session, people: People) -> None:
    assert actors.account_at(session, "bob@example.com").person_id == people.bob.person
    with pytest.raises(NotFound, match="Nobody has an account at dora@"):
        actors.account_at(session, NEW)
