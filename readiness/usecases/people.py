"""Who is here, and which roles they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.errors import NotFound, WrongMoment
from readiness.core.rights import Action, Actor, Role, require
from readiness.store.people import Account, Person, RoleGrant, everybody
from readiness.store.teams import Membership, Team
from readiness.usecases import administrators, invitations
from readiness.usecases.records import record


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as the administrator sees them."""

    id: int
    name: str
    accounts: tuple[Account, ...]
    roles: tuple[Role, ...]
    teams: tuple[Team, ...]

    @property
    def is_active(self) -> bool:
        return any(account.is_active for account in self.accounts)


def listing(session: Session, *, by: Actor) -> Sequence[Listed]:
    """Return everybody by name, in three more queries however many they are."""
    require(by, Action.MANAGE_PEOPLE)
    accounts: dict[int, list[Account]] = {}
    for account in session.scalars(select(Account).order_by(Account.id)):
        accounts.setdefault(account.person_id, []).append(account)
    roles: dict[int, list[Role]] = {}
    for grant in session.scalars(select(RoleGrant).order_by(RoleGrant.role)):
        roles.setdefault(grant.person_id, []).append(Role(grant.role))
    teams: dict[int, list[Team]] = {}
    for membership, team in _memberships(session):
        teams.setdefault(membership.person_id, []).append(team)
    return [
        Listed(
            person.id,
            person.name,
            tuple(accounts.get(person.id, ())),
            tuple(roles.get(person.id, ())),
            tuple(teams.get(person.id, ())),
        )
        for person in everybody(session)
    ]


def _memberships(session: Session) -> Sequence[tuple[Membership, Team]]:
    query = select(Membership, Team).join(Team, Team.id == Membership.team_id)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Team.name))]


def one(session: Session, person_id: int, *, by: Actor) -> Listed:
    for listed in listing(session, by=by):
        if listed.id == person_id:
            return listed
    raise NotFound("There is no such person.")


def account_of(session: Session, person_id: int, account_id: int, *, by: Actor) -> Account:
    """Return the account if it is the person's."""
    require(by, Action.MANAGE_PEOPLE)
    account = session.get(Account, account_id)
    if account is None or account.person_id != person_id:
        raise NotFound("There is no such account of this person.")
    return account


def grant(session: Session, person_id: int, role: Role, *, by: Actor, now: datetime) -> None:
    require(by, Action.MANAGE_PEOPLE)
    _person(session, person_id)
    if session.get(RoleGrant, (person_id, role.value)) is not None:
        raise WrongMoment(f"They are {role} already.")
    session.add(RoleGrant(person_id=person_id, role=role.value))
    session.flush()
    record(session, "role.granted", by=by, person=person_id, role=role.value)


def revoke(session: Session, person_id: int, role: Role, *, by: Actor, now: datetime) -> None:
    """Take a role back. What a former administrator invited and is unused ends with it."""
    require(by, Action.MANAGE_PEOPLE)
    administrators.lock(session)
    held = session.get(RoleGrant, (person_id, role.value))
    if held is None:
        raise NotFound(f"This person is not {role}.")
    session.delete(held)
    session.flush()
    if role is Role.ADMINISTRATOR:
        administrators.require_one(session)
        invitations.end_made_by(session, person_id, now=now)
    record(session, "role.revoked", by=by, person=person_id, role=role.value)


def _person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person
