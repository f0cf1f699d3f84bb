"""An account as the actor it is: a person with the roles and teams of this moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.errors import Forbidden, NotFound, NotSignedIn
from readiness.core.rights import Actor, Role
from readiness.store import tokens
from readiness.store.people import Account, Person, account_by_email, roles_of
from readiness.store.teams import team_slugs_of
from readiness.usecases.records import Notes

#: What takes a right from a person.
TAKEN = frozenset({"member.removed", "role.revoked", "account.deactivated"})


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


def require_still(session: Session, notes: Notes, *, now: datetime) -> None:
    """Refuse if whoever did what is noted has lost a team, a role, the account or token meanwhile.

    Who asks was read before the lock that a decision waits for, and somebody may have been faster.
    """
    for token in {each.by.token for each in notes.records if each.by and each.by.token}:
        if not tokens.is_good(session, token, now):
            raise NotSignedIn("The token ended or was revoked meanwhile, so nothing was saved.")
    people = {each.by.person: each.by for each in notes.records if each.by and each.by.person}
    for person, by in people.items():
        if not _took_own(notes, person) and not _is_still(session, by, person):
            raise Forbidden(
                "Your teams or roles were changed meanwhile, so nothing was saved. Look again what"
                " you may do."
            )


def _is_still(session: Session, by: Actor, person: int) -> bool:
    active = select(Account.is_active).where(Account.id == by.account)
    is_active = by.account is None or bool(session.scalar(active))
    roles = {Role(role) for role in roles_of(session, person)}
    return is_active and by.teams <= team_slugs_of(session, person) and by.roles <= roles


def _took_own(notes: Notes, person: int) -> bool:
    """Return whether what they lost is what they gave up themselves, in this transaction."""
    return any(each.event in TAKEN and each.about.get("person") == person for each in notes.records)
