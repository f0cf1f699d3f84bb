"""One-time links: the first administrator, an invitation, a forgotten password."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from readiness.adapters.secrets import hashed, new_secret
from readiness.core.accounts import normal_email
from readiness.core.errors import BadInput, DeadLink, NotFound
from readiness.core.rights import NOBODY, Action, Actor, Role, require
from readiness.store.invitations import Invitation
from readiness.store.people import Account, Person, account_by_email
from readiness.store.teams import Team
from readiness.usecases.records import record


class Purpose(StrEnum):
    FIRST = "first"
    INVITE = "invite"
    RESET = "reset"


LASTS = {
    Purpose.FIRST: timedelta(days=7),
    Purpose.INVITE: timedelta(days=7),
    Purpose.RESET: timedelta(hours=24),
}
SPENT = "A link works once, for a time, and until a newer one takes its place."


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is good for. `name` is known where the person is."""

    purpose: Purpose
    email: str
    name: str
    ends_at: datetime


def first_link(session: Session, *, now: datetime) -> str | None:
    """Return the secret of the first administrator's link, or None once an account exists.

    Each call makes a new one and ends the one before.
    """
    if session.scalar(select(Account.id).limit(1)) is not None:
        return None
    _end_earlier(session, Purpose.FIRST, account_id=None, email=None, now=now)
    return _make(session, Purpose.FIRST, by=None, now=now, roles=[Role.ADMINISTRATOR.value])


def invite(
    session: Session,
    email: str,
    *,
    by: Actor,
    now: datetime,
    teams: Collection[str] = (),
    roles: Collection[Role] = (),
    account_id: int | None = None,
) -> str:
    """Return the secret of a link that makes an account. `account_id` is one of the same person."""
    require(by, Action.MANAGE_PEOPLE)
    address = _free_address(session, email)
    _check_teams(session, teams)
    if account_id is not None and session.get(Account, account_id) is None:
        raise NotFound("There is no such account.")
    _end_earlier(session, Purpose.INVITE, account_id=None, email=address, now=now)
    return _make(
        session,
        Purpose.INVITE,
        by=by,
        now=now,
        email=address,
        account_id=account_id,
        teams=sorted(set(teams)),
        roles=sorted({role.value for role in roles}),
    )


def reset_link(session: Session, account_id: int, *, by: Actor, now: datetime) -> str:
    """Return the secret of a link that sets a new password. It ends an earlier one."""
    require(by, Action.MANAGE_PEOPLE)
    account = session.get(Account, account_id)
    if account is None or not account.is_active:
        raise NotFound("There is no such active account.")
    _end_earlier(session, Purpose.RESET, account_id=account_id, email=None, now=now)
    return _make(session, Purpose.RESET, by=by, now=now, account_id=account_id)


def withdraw(session: Session, invitation_id: int, *, by: Actor, now: datetime) -> None:
    require(by, Action.MANAGE_PEOPLE)
    found = session.get(Invitation, invitation_id, with_for_update=True)
    if found is None or not _is_open(found, now):
        raise NotFound("There is no such open invitation.")
    found.ends_at = now
    session.flush()
    record(session, "link.withdrawn", by=by, link=found.id)


def look_at(session: Session, secret: str, *, now: datetime) -> Link:
    """Return what the link is for, without using it."""
    require(NOBODY, Action.USE_LINK)
    query = select(Invitation).where(Invitation.secret_hash == hashed(secret))
    found = session.scalar(query)
    if found is None or not _is_open(found, now):
        raise DeadLink(SPENT)
    account = session.get(Account, found.account_id) if found.account_id else None
    person = session.get_one(Person, account.person_id) if account else None
    email = found.email or (account.email if account else "")
    return Link(Purpose(found.purpose), email, person.name if person else "", found.ends_at)


def waiting(session: Session, *, by: Actor, now: datetime) -> Sequence[Invitation]:
    """Return the invitations that nobody has used yet, newest first."""
    require(by, Action.MANAGE_PEOPLE)
    query = select(Invitation).where(
        Invitation.purpose == Purpose.INVITE,
        Invitation.used_at.is_(None),
        Invitation.ends_at > now,
    )
    return session.scalars(query.order_by(Invitation.id.desc())).all()


def end_made_by(session: Session, person_id: int, *, now: datetime) -> None:
    """End the links that somebody made who may no longer make any."""
    query = update(Invitation).where(
        Invitation.made_by == person_id, Invitation.used_at.is_(None), Invitation.ends_at > now
    )
    session.execute(query.values(ends_at=now))


def _is_open(invitation: Invitation, now: datetime) -> bool:
    return invitation.used_at is None and invitation.ends_at > now


def take(session: Session, secret: str, purposes: Collection[Purpose], now: datetime) -> Invitation:
    """Return the link, used from now on and held until the transaction ends."""
    query = select(Invitation).where(Invitation.secret_hash == hashed(secret)).with_for_update()
    found = session.scalar(query)
    if found is None or not _is_open(found, now) or found.purpose not in purposes:
        raise DeadLink(SPENT)
    found.used_at = now
    return found


def _make(
    session: Session,
    purpose: Purpose,
    *,
    by: Actor | None,
    now: datetime,
    email: str | None = None,
    account_id: int | None = None,
    teams: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> str:
    secret = new_secret()
    made = Invitation(
        purpose=purpose.value,
        secret_hash=hashed(secret),
        account_id=account_id,
        email=email,
        teams=list(teams),
        roles=list(roles),
        made_by=by.person if by else None,
        made_at=now,
        ends_at=now + LASTS[purpose],
    )
    session.add(made)
    session.flush()
    record(
        session,
        "link.made",
        by=by,
        link=made.id,
        teams=list(teams),
        roles=list(roles),
        purpose=purpose.value,
        account=account_id,
    )
    return secret


def _end_earlier(
    session: Session, purpose: Purpose, *, account_id: int | None, email: str | None, now: datetime
) -> None:
    query = select(Invitation).where(
        Invitation.purpose == purpose, Invitation.used_at.is_(None), Invitation.ends_at > now
    )
    if account_id is not None:
        query = query.where(Invitation.account_id == account_id)
    if email is not None:
        query = query.where(Invitation.email == email)
    for earlier in session.scalars(query):
        earlier.ends_at = now


def _free_address(session: Session, email: str) -> str:
    address = normal_email(email)
    if address is None:
        raise BadInput("Nobody was invited.", {"email": "Write it like name@example.com."})
    if account_by_email(session, address) is not None:
        raise BadInput("Nobody was invited.", {"email": "There is an account with this address."})
    return address


def _check_teams(session: Session, slugs: Collection[str]) -> None:
    known = set(session.scalars(select(Team.slug).where(Team.slug.in_(slugs))))
    if set(slugs) - known:
        raise BadInput("Nobody was invited.", {"teams": "Choose among the teams that exist."})
