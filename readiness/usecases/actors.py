"""An account as the actor it is: a person with the roles and teams of this moment."""

from __future__ import annotations

from sqlalchemy.orm import Session

from readiness.core.errors import NotFound
from readiness.core.rights import Actor, Role
from readiness.store.people import Account, Person, account_by_email, roles_of
from readiness.store.teams import team_slugs_of


def account_at(session: Session, email: str) -> Account:
    account = account_by_email(session, email)
    if account is None:
        raise NotFound(f"Nobody has an account at {email}.")
    return account


def actor_of(session: Session, account: Account) -> Actor:
    person = session.get_one(Person, account.person_id)
    return Actor(
        person=person.id,
        account=account.id,
        name=person.name,
        time_zone=person.time_zone,
        roles=frozenset(Role(role) for role in roles_of(session, person.id)),
        teams=team_slugs_of(session, person.id),
    )
