"""Receivers as administrators see them: counted, named, and with what was sent to them last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery, Receiver
from readiness.store.people import Person

MOST_LISTED = 100


class Counts(NamedTuple):
    waiting: int
    dead: int


def counts(session: Session, receiver: int | None = None) -> dict[int, Counts]:
    """Return by receiver how much waits and how much is dead; all receivers without one."""
    dead = func.count(Delivery.dead_at)
    query = select(Delivery.receiver_id, func.count() - dead, dead)
    query = query.where(Delivery.done_at.is_(None)).group_by(Delivery.receiver_id)
    if receiver is not None:
        query = query.where(Delivery.receiver_id == receiver)
    return {number: Counts(waits, given_up) for number, waits, given_up in session.execute(query)}


def of_connections(session: Session) -> dict[int, Receiver]:
    found = session.scalars(select(Receiver).where(Receiver.connection_id.is_not(None)))
    return {each.connection_id: each for each in found if each.connection_id is not None}


def of_people(session: Session, among: dict[int, Counts]) -> Sequence[tuple[str, Receiver]]:
    """Return the people among these receivers by name."""
    query = select(Person.name, Receiver).join(Person, Person.id == Receiver.person_id)
    query = query.where(Receiver.id.in_(among)).order_by(Person.name, Person.id)
    return [(name, receiver) for name, receiver in session.execute(query)]


def named(session: Session, receiver: int) -> tuple[str, Connection | None, Receiver] | None:
    """Return the receiver with its name, unless its connection was removed."""
    row = session.get(Receiver, receiver)
    if row is None:
        return None
    if row.connection_id is None:
        return session.get_one(Person, row.person_id).name, None, row
    connection = session.get_one(Connection, row.connection_id)
    return None if connection.removed_at else (connection.name, connection, row)


def latest(session: Session, receiver: int) -> Sequence[Delivery]:
    query = select(Delivery).where(Delivery.receiver_id == receiver)
    query = query.options(defer(Delivery.body, raiseload=True))
    return session.scalars(query.order_by(Delivery.id.desc()).limit(MOST_LISTED)).all()
