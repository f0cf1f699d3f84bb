"""Somebody must always be able to manage people."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.errors import WrongMoment
from readiness.core.rights import Role
from readiness.store.people import Account, RoleGrant


def lock(session: Session) -> None:
    """Let two administrators who remove each other wait for one another."""
    held = select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMINISTRATOR)
    session.execute(held.order_by(RoleGrant.person_id).with_for_update()).all()


def require_one(session: Session) -> None:
    """Raise if, after what was just done, no administrator could sign in."""
    query = (
        select(Account.id)
        .join(RoleGrant, RoleGrant.person_id == Account.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, Account.is_active)
    )
    if session.scalar(query.limit(1)) is None:
        raise WrongMoment("This is the last administrator. Make somebody else one first.")
