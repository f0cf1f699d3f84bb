"""The queues as the worker sees them: who is due, who holds which, and which delivery is the oldest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CursorResult, Select, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery, Receiver


class Lane(StrEnum):
    """What has threads of its own: a mail server that hangs delays no connection."""

    CONNECTIONS = "connections"
    MAIL = "mail"


WAITS = Delivery.done_at.is_(None) & Delivery.dead_at.is_(None)


def due(
    session: Session, lane: Lane, *, now: datetime, most: int, busy: Collection[int] = ()
) -> Sequence[int]:
    """Return the receivers to whom something is to be sent now and whom nobody holds."""
    free = or_(Receiver.held_until.is_(None), Receiver.held_until <= now)
    waiting = exists().where(Delivery.receiver_id == Receiver.id, WAITS)
    query = select(Receiver.id).where(Receiver.due_at <= now, free, waiting)
    query = query.where(Receiver.id.not_in(busy)) if busy else query
    return session.scalars(_in_lane(query, lane).order_by(Receiver.due_at).limit(most)).all()


def _in_lane(query: Select[int], lane: Lane) -> Select[int]:
    if lane is Lane.MAIL:
        return query.where(Receiver.person_id.is_not(None))
    joined = query.join(Connection, Connection.id == Receiver.connection_id)
    return joined.where(Connection.is_enabled.is_(True))


def take(session: Session, receiver: int, *, holder: str, now: datetime, until: datetime) -> bool:
    """Hold the receiver until then, unless somebody else was faster."""
    free = or_(Receiver.held_until.is_(None), Receiver.held_until <= now)
    query = update(Receiver).where(Receiver.id == receiver, free, Receiver.due_at <= now)
    taken: CursorResult[Any] = session.execute(query.values(holder=holder, held_until=until))  # type: ignore[assignment]
    return taken.rowcount == 1


def lock(session: Session, receiver: int) -> Receiver:
    """Return the receiver as it is, held until the transaction ends: after its connection's row.

    Rows that only name the receiver do not wait for it.
    """
    query = select(Receiver).where(Receiver.id == receiver).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock_connection(session: Session, receiver: int) -> Connection:
    """Return the receiver's connection, held until the transaction ends."""
    query = select(Connection).join(Receiver, Receiver.connection_id == Connection.id)
    query = query.where(Receiver.id == receiver).with_for_update(of=Connection)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def head(session: Session, receiver: int) -> Delivery | None:
    """Return the oldest delivery that waits: no other of this receiver is tried before it."""
    query = select(Delivery).where(Delivery.receiver_id == receiver, WAITS)
    return session.scalar(query.order_by(Delivery.id).limit(1))


def end_waiting(
    session: Session, receiver: int, *, now: datetime, answer: str, older: datetime | None = None
) -> None:
    """Give up all that waits for the receiver, or what has counted from before `older`."""
    query = update(Delivery).where(Delivery.receiver_id == receiver, WAITS)
    if older is not None:
        query = query.where(Delivery.counts_from <= older)
    session.execute(query.values(dead_at=now, answer=answer[:300]))


def forget(session: Session, *, before: datetime) -> None:
    """Remove what was done or dead before then."""
    for column in (Delivery.done_at, Delivery.dead_at):
        session.execute(delete(Delivery).where(column < before))


def revive(session: Session, receiver: int, delivery: int | None, *, now: datetime) -> int:
    """Let what is dead wait again: one of the receiver, or all of it. Return how many.

    A mail without a body could never be written, and stays dead.
    """
    query = update(Delivery).where(Delivery.receiver_id == receiver, Delivery.body != "")
    query = query.where(Delivery.dead_at.is_not(None))
    if delivery is not None:
        query = query.where(Delivery.id == delivery)
    changed: CursorResult[Any] = session.execute(query.values(dead_at=None, counts_from=now))  # type: ignore[assignment]
    return changed.rowcount


def wake(session: Session, receiver: int, *, now: datetime) -> None:
    """Let the receiver be tried at once, and soon again if it is still down."""
    query = update(Receiver).where(Receiver.id == receiver)
    session.execute(query.values(due_at=now, failures=0))
