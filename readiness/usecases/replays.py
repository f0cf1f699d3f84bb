"""Sends again what was given up, under the ids that it had."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.errors import NotFound, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store import delivery_queues as queues
from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery, Receiver
from readiness.usecases.records import record

NOTHING = "Nothing was given up that is not older than 30 days: it was sent, or still waits."


def replay_all(session: Session, receiver_id: int, *, by: Actor, now: datetime) -> int:
    """Return how many dead deliveries of the receiver wait again, in their old order."""
    require(by, Action.MANAGE_CONNECTIONS)
    return _replay(session, receiver_id, None, by, now)


def replay(
    session: Session, receiver_id: int, delivery_id: int, *, by: Actor, now: datetime
) -> None:
    """Let one dead delivery of the receiver wait again."""
    require(by, Action.MANAGE_CONNECTIONS)
    found = session.get(Delivery, delivery_id)
    if found is None or found.receiver_id != receiver_id:
        raise NotFound("There is no such delivery to this receiver.")
    _replay(session, receiver_id, delivery_id, by, now)


def _replay(
    session: Session, receiver_id: int, delivery: int | None, by: Actor, now: datetime
) -> int:
    receiver = session.get(Receiver, receiver_id)
    if receiver is None:
        raise NotFound("There is no such receiver.")
    if receiver.connection_id is not None:
        connection = session.get_one(Connection, receiver.connection_id)
        if not connection.is_enabled:
            raise WrongMoment("The connection is switched off. Switch it on first.")
    queues.lock(session, receiver_id)
    count = queues.revive(session, receiver_id, delivery, now=now)
    if not count:
        raise WrongMoment(NOTHING)
    queues.wake(session, receiver_id, now=now)
    session.flush()
    record(session, "delivery.replayed", by=by, receiver=receiver_id, count=count)
    return count
