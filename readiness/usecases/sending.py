"""Sends what waits: one receiver at a time, oldest first, and notes each answer right after it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.adapters import sealing
from readiness.core import deliveries as core
from readiness.core.connections import Kind
from readiness.core.deliveries import Fate, Outcome
from readiness.store import delivery_queues as queues
from readiness.store import people
from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery, Receiver
from readiness.store.delivery_queues import Lane
from readiness.store.engine import Database
from readiness.usecases import transaction
from readiness.usecases.connection_secrets import good_secrets
from readiness.usecases.records import record
from readiness.usecases.sites import site_of
from readiness.usecases.transports import Parcel

#: Longer than an attempt can take. The receiver of a worker that was killed waits for as long.
LEASES: Mapping[Lane, timedelta] = {
    Lane.CONNECTIONS: timedelta(seconds=30),
    Lane.MAIL: timedelta(seconds=60),
}
#: The receiver is up: it may take the next at once.
TAKEN = (Fate.DONE, Fate.REFUSED)
NOBODY = "It was not sent: nobody can sign in as this person any more."
WAITED_TOO_LONG = "It waited for 72 hours, in which the receiver took nothing."


@dataclass(frozen=True, slots=True)
class Held:
    """A receiver that only this sender may send to, until its lease ends."""

    receiver: int
    lane: Lane
    holder: str


def take(
    database: Database, lane: Lane, *, now: datetime, most: int, busy: Collection[int]
) -> list[Held]:
    """Hold up to `most` receivers to whom something is to be sent now."""
    with database.reading() as session:
        found = queues.due(session, lane, now=now, most=most, busy=busy)
    if not found:
        return []
    until, taken = now + LEASES[lane], []
    with database.writing() as session:
        for receiver in sorted(found):
            held = Held(receiver, lane, secrets.token_hex(16))
            if queues.take(session, receiver, holder=held.holder, now=now, until=until):
                taken.append(held)
        transaction.commit_bookkeeping(session)
    return taken


def oldest(database: Database, held: Held, *, now: datetime) -> Parcel | None:
    """Return what to send next to the receiver, or None if nothing waits or it was switched off."""
    with database.reading() as session:
        delivery = queues.head(session, held.receiver)
        receiver = session.get_one(Receiver, held.receiver)
        if delivery is None:
            return None
        if receiver.connection_id is None:
            return _mail(session, receiver, delivery)
        connection = session.get_one(Connection, receiver.connection_id)
        return _to(session, connection, delivery, now) if connection.is_enabled else None


def _mail(session: Session, receiver: Receiver, delivery: Delivery) -> Parcel:
    is_void = not people.is_active(session, receiver.person_id or 0)
    return Parcel(
        delivery.id,
        delivery.message_id,
        delivery.body,
        delivery.address,
        fault=NOBODY if is_void else "",
        is_void=is_void,
    )


def _to(session: Session, connection: Connection, delivery: Delivery, now: datetime) -> Parcel:
    key, fault = site_of(session).key, ""
    try:
        url = sealing.unseal(connection.sealed_url, key)
        keys = tuple(sealing.unseal(each, key) for each in good_secrets(connection, now))
    except sealing.BrokenSeal as broken:
        url, keys, fault = "", (), str(broken)
    return Parcel(
        delivery.id,
        delivery.message_id,
        delivery.body,
        kind=Kind(connection.kind),
        place=connection.host,
        url=url,
        keys=keys,
        fault=fault,
        sealed_url=connection.sealed_url,
    )


def settle(
    session: Session,
    held: Held,
    parcel: Parcel,
    outcome: Outcome,
    *,
    now: datetime,
    chance: float,
) -> bool:
    """Note what came of an attempt. Return whether to go on with the receiver's next delivery.

    Who lost the lease notes only that something arrived: somebody else goes on. A receiver that
    is gone leaves a ledger entry, anything else none.
    """
    if outcome.fate is Fate.GONE:
        outcome = _gone(session, held, parcel, outcome)
    receiver = queues.lock(session, held.receiver)
    delivery = session.get_one(Delivery, parcel.id, with_for_update=True)
    is_ours = receiver.holder == held.holder
    if is_ours or outcome.fate is Fate.DONE:
        _note(delivery, outcome, now)
    if is_ours:
        _note_answer(session, receiver, delivery, outcome, now, chance)
        receiver.held_until = now + LEASES[held.lane] if outcome.fate in TAKEN else None
    session.flush()
    return is_ours and outcome.fate in TAKEN


def _note(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    delivery.attempts += 1
    delivery.tried_at, delivery.answer = now, outcome.answer
    if outcome.fate is Fate.DONE:
        delivery.done_at, delivery.dead_at = now, None
    elif outcome.fate is not Fate.LATER:
        delivery.dead_at = now


def _note_answer(
    session: Session,
    receiver: Receiver,
    delivery: Delivery,
    outcome: Outcome,
    now: datetime,
    chance: float,
) -> None:
    receiver.tried_at, receiver.answer = now, outcome.answer
    if outcome.fate in TAKEN:
        receiver.failures, receiver.down_since, receiver.due_at = 0, None, now
        return
    receiver.failures += 1
    receiver.down_since = receiver.down_since or now
    if outcome.fate is Fate.GONE:
        queues.end_waiting(session, receiver.id, now=now, answer=outcome.answer)
        return
    _put_off(session, receiver, delivery, outcome, now, chance)


def _put_off(
    session: Session,
    receiver: Receiver,
    delivery: Delivery,
    outcome: Outcome,
    now: datetime,
    chance: float,
) -> None:
    """Set the time of the next try, and give up what has been tried for long enough."""
    assert receiver.down_since is not None
    waits: Delivery | None = delivery
    if now >= core.ends_at(delivery.counts_from, receiver.down_since):
        delivery.dead_at = now
        session.flush()
        long_ago = now - core.PATIENCE
        queues.end_waiting(session, receiver.id, now=now, answer=WAITED_TOO_LONG, older=long_ago)
        waits = queues.head(session, receiver.id)
    ends = core.ends_at(waits.counts_from if waits else now, receiver.down_since)
    failures = receiver.failures
    receiver.due_at = core.next_try(outcome, failures=failures, chance=chance, now=now, ends=ends)


def _gone(session: Session, held: Held, parcel: Parcel, outcome: Outcome) -> Outcome:
    """Send nothing more to who is not there any more, until an administrator switches it on.

    What was repaired meanwhile, or is tried by somebody else by now, is tried again instead.
    """
    connection = queues.lock_connection(session, held.receiver)
    is_ours = queues.lock(session, held.receiver).holder == held.holder
    if not is_ours or connection.sealed_url != parcel.sealed_url:
        return replace(outcome, fate=Fate.LATER)
    connection.is_enabled = False
    record(session, "connection.gone", by=None, connection=connection.id)
    return outcome


def let_go(database: Database, held: Held) -> None:
    """Let others send to the receiver, unless somebody else holds it already."""
    with database.writing() as session:
        receiver = queues.lock(session, held.receiver)
        if receiver.holder == held.holder:
            receiver.held_until = None
        transaction.commit_bookkeeping(session)


def forget_old(database: Database, *, now: datetime) -> None:
    """Remove what arrived, or died, so long ago that nobody asks for it any more."""
    with database.writing() as session:
        queues.forget(session, before=now - core.KEPT)
        transaction.commit_bookkeeping(session)
