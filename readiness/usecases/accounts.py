"""Make an account through a link, change it, and take it out of use."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.accounts import normal_email
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.rights import NOBODY, Action, Actor, require
from readiness.store.invitations import Invitation
from readiness.store.people import Account, Person, RoleGrant, account_by_email, is_active
from readiness.store.sign_ins import end_all
from readiness.store.teams import Membership, Team
from readiness.usecases import administrators, invitations, withdrawals
from readiness.usecases.invitations import Purpose, take
from readiness.usecases.passwords import Chosen, Proven
from readiness.usecases.records import record


def accept(
    session: Session,
    secret: str,
    *,
    now: datetime,
    name: str,
    chosen: Chosen,
    email: str = "",
    time_zone: str = "UTC",
) -> Account:
    """Use an invitation. `email` counts only for the first administrator, who was not invited."""
    require(NOBODY, Action.USE_LINK)
    link = take(session, secret, {Purpose.FIRST, Purpose.INVITE}, now)
    address = link.email or normal_email(email)
    if address is None:
        raise BadInput("No account was made.", {"email": "Write it like name@example.com."})
    _check_address(session, link, address)
    person = _person_of(session, link, name=name, time_zone=time_zone, now=now)
    account = Account(person_id=person.id, email=address, password_hash=chosen.hash, created_at=now)
    session.add(account)
    session.flush()
    _grant(session, link, person, now)
    by = Actor(person=person.id, account=account.id)
    record(session, "account.made", by=by, account=account.id, person=person.id, link=link.id)
    return account


def _check_address(session: Session, link: Invitation, address: str) -> None:
    if link.purpose == Purpose.FIRST and session.scalar(select(Account.id).limit(1)) is not None:
        raise WrongMoment("There is an administrator already.")
    if account_by_email(session, address) is not None:
        raise BadInput("No account was made.", {"email": "There is an account with this address."})


def _person_of(
    session: Session, link: Invitation, *, name: str, time_zone: str, now: datetime
) -> Person:
    if link.account_id is not None:
        earlier = session.get_one(Account, link.account_id)
        if not is_active(session, earlier.person_id):
            raise WrongMoment("This person was taken out of use since the link was made.")
        return session.get_one(Person, earlier.person_id)
    person = Person(name=_name(name), time_zone=_zone(time_zone), created_at=now)
    session.add(person)
    session.flush()
    return person


def _grant(session: Session, link: Invitation, person: Person, now: datetime) -> None:
    """Give what the inviter chose, as far as the person lacks it and the teams still exist."""
    for role in link.roles:
        session.merge(RoleGrant(person_id=person.id, role=role))
    teams = session.scalars(select(Team.id).where(Team.slug.in_(link.teams)))
    for team_id in teams:
        if session.get(Membership, (team_id, person.id)) is None:
            session.add(Membership(team_id=team_id, person_id=person.id, since=now))
    session.flush()


def reset_password(session: Session, secret: str, *, now: datetime, chosen: Chosen) -> Account:
    """Use a reset link. Whoever is signed in to the account is no longer."""
    require(NOBODY, Action.USE_LINK)
    link = take(session, secret, {Purpose.RESET}, now)
    account = session.get_one(Account, link.account_id, with_for_update=True)
    if not account.is_active:
        raise WrongMoment("This account is deactivated.")
    by = Actor(person=account.person_id, account=account.id)
    _set_password(session, account, chosen, by=by, now=now, link=link.id)
    return account


def change_password(
    session: Session, *, by: Actor, now: datetime, proven: Proven, chosen: Chosen
) -> Account:
    require(by, Action.CHANGE_OWN_ACCOUNT)
    account = session.get_one(Account, by.account, with_for_update=True)
    if (proven.account, proven.password_hash) != (account.id, account.password_hash):
        raise WrongMoment("The password was changed meanwhile.")
    _set_password(session, account, chosen, by=by, now=now)
    return account


def _set_password(
    session: Session,
    account: Account,
    chosen: Chosen,
    *,
    by: Actor,
    now: datetime,
    link: int | None = None,
) -> None:
    account.password_hash = chosen.hash
    end_all(session, account.id, now=now)
    session.flush()
    record(session, "password.changed", by=by, account=account.id, link=link)


def own(session: Session, *, by: Actor) -> Account:
    require(by, Action.CHANGE_OWN_ACCOUNT)
    return session.get_one(Account, by.account)


def change_profile(
    session: Session, *, by: Actor, now: datetime, name: str, time_zone: str
) -> None:
    require(by, Action.CHANGE_OWN_ACCOUNT)
    person = session.get_one(Person, by.person)
    person.name, person.time_zone = _name(name), _zone(time_zone)
    session.flush()
    record(session, "profile.changed", by=by, person=person.id)


def deactivate(session: Session, account_id: int, *, by: Actor, now: datetime) -> None:
    """Sign the account out everywhere at once, and end the links that its person made.

    With their last account end the changes that they asked for: they cannot look again.
    """
    require(by, Action.MANAGE_PEOPLE)
    administrators.lock(session)
    account = _account(session, account_id)
    account.is_active = False
    session.flush()
    administrators.require_one(session)
    end_all(session, account.id, now=now)
    invitations.end_made_by(session, account.person_id, now=now)
    record(session, "account.deactivated", by=by, account=account.id, person=account.person_id)
    if not is_active(session, account.person_id):
        withdrawals.let_go(session, account.person_id, by=by, now=now)


def reactivate(session: Session, account_id: int, *, by: Actor, now: datetime) -> None:
    require(by, Action.MANAGE_PEOPLE)
    account = _account(session, account_id)
    account.is_active = True
    session.flush()
    record(session, "account.reactivated", by=by, account=account.id, person=account.person_id)


def _account(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFound("There is no such account.")
    return account


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= 100:
        raise BadInput("Nothing was changed.", {"name": "Write your name, at most 100 characters."})
    return name


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise BadInput("Nothing was changed.", {"time_zone": "Choose a time zone from the list."})
    return text
