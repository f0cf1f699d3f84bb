"""The secret that a webhook's receiver knows us by: given, replaced, and never shown twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.adapters import sealing
from readiness.adapters.webhooks import new_secret
from readiness.core.connections import Kind
from readiness.core.errors import NotFound, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store.connections import Connection
from readiness.usecases.records import record
from readiness.usecases.sites import site_of

#: For so long both secrets sign, so that the receiver can change in between.
OVERLAP = timedelta(days=1)


def renew(session: Session, connection_id: int, *, by: Actor, now: datetime) -> str:
    """Return a new secret, shown this once. For a day the one before signs beside it."""
    require(by, Action.MANAGE_CONNECTIONS)
    row = session.get(Connection, connection_id, with_for_update=True)
    if row is None or row.removed_at is not None:
        raise NotFound("There is no such connection.")
    if row.kind != Kind.WEBHOOK:
        raise WrongMoment("A chat has no secret but its address.")
    old = row.sealed_secret
    secret = give_secret(session, row)
    row.sealed_old_secret, row.old_secret_until = old, now + OVERLAP
    session.flush()
    record(session, "connection.secret_changed", by=by, connection=row.id)
    return secret


def give_secret(session: Session, row: Connection) -> str:
    """Give it a secret in place of every other."""
    secret = new_secret()
    row.sealed_secret = sealing.seal(secret, site_of(session).key)
    row.sealed_old_secret, row.old_secret_until = "", None
    return secret


def good_secrets(connection: Connection, now: datetime) -> list[str]:
    """Return the sealed secrets that sign now: after a change the old one too, for a day."""
    until = connection.old_secret_until
    is_old_good = until is not None and until > now
    both = [connection.sealed_secret, connection.sealed_old_secret if is_old_good else ""]
    return [each for each in both if each]
