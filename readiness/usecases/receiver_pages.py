"""How each receiver stands: up, waiting, down or switched off, and what was sent to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.deliveries import State, state_of
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import receivers as store
from readiness.store.connections import Connection, every_connection
from readiness.store.deliveries import Delivery, Receiver
from readiness.store.receivers import Counts
from readiness.usecases.sites import site_of

NONE = Counts(0, 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """A receiver by its name. Without `receiver` nothing was ever queued for it."""

    name: str
    connection: Connection | None
    receiver: Receiver | None
    waiting: int
    dead: int
    state: State


@dataclass(frozen=True, slots=True)
class Overview:
    """`mails` are the people to whom mail waits or was given up. `mail_from` empty: no mail."""

    connections: Sequence[Listed]
    mails: Sequence[Listed]
    mail_from: str


def overview(session: Session, *, by: Actor) -> Overview:
    require(by, Action.MANAGE_CONNECTIONS)
    counts = store.counts(session)
    of_connections = store.of_connections(session)
    connections = [
        _listed(each.name, each, of_connections.get(each.id), counts)
        for each in every_connection(session)
    ]
    mails = [_listed(name, None, each, counts) for name, each in store.of_people(session, counts)]
    return Overview(connections, mails, site_of(session).mail_from)


def one(session: Session, receiver_id: int, *, by: Actor) -> Listed:
    """Return how one receiver stands."""
    require(by, Action.MANAGE_CONNECTIONS)
    found = store.named(session, receiver_id)
    if found is None:
        raise NotFound("There is no such receiver.")
    name, connection, receiver = found
    return _listed(name, connection, receiver, store.counts(session, receiver_id))


def of_connection(session: Session, connection: Connection, *, by: Actor) -> Listed:
    require(by, Action.MANAGE_CONNECTIONS)
    receiver = store.of_connections(session).get(connection.id)
    counts = store.counts(session, receiver.id) if receiver else {}
    return _listed(connection.name, connection, receiver, counts)


def latest(session: Session, receiver_id: int, *, by: Actor) -> Sequence[Delivery]:
    """Return what was queued for the receiver last, newest first, without what it says."""
    require(by, Action.MANAGE_CONNECTIONS)
    return store.latest(session, receiver_id)


def _listed(
    name: str, connection: Connection | None, receiver: Receiver | None, counts: dict[int, Counts]
) -> Listed:
    count = counts.get(receiver.id, NONE) if receiver else NONE
    state = state_of(
        is_off=connection is not None and not connection.is_enabled,
        is_down=receiver is not None and receiver.down_since is not None,
        was_tried=receiver is not None and receiver.tried_at is not None,
        waiting=count.waiting,
        dead=count.dead,
    )
    return Listed(name, connection, receiver, count.waiting, count.dead, state)
