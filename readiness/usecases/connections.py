"""Connections to chats and webhooks: made, changed, tried out, switched off and removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters import sealing
from readiness.core.connection_addresses import meant
from readiness.core.connections import EVERY_CHOICE, TEST_EVENT, Kind
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.messages import Message
from readiness.core.outside_addresses import BadUrl, Target
from readiness.core.rights import Action, Actor, require
from readiness.store import deliveries, delivery_queues
from readiness.store.connections import Connection
from readiness.store.teams import Team, every_team
from readiness.usecases.connection_secrets import give_secret
from readiness.usecases.deliveries import post_message
from readiness.usecases.records import record
from readiness.usecases.sites import site_of

NOT_SAVED = "The connection was not saved."
REMOVED = "The connection was removed."


@dataclass(frozen=True, slots=True)
class Wish:
    """What an administrator says of a connection. No events are all, no teams are all."""

    name: str
    url: str
    events: Collection[str]
    teams: Collection[str]


def teams(session: Session, *, by: Actor) -> Sequence[Team]:
    """Return the teams whose services a connection can be limited to."""
    require(by, Action.MANAGE_CONNECTIONS)
    return every_team(session)


def one(session: Session, connection_id: int, *, by: Actor) -> Connection:
    require(by, Action.MANAGE_CONNECTIONS)
    return _one(session, connection_id)


def make(
    session: Session, kind: Kind, wish: Wish, *, by: Actor, now: datetime
) -> tuple[Connection, str]:
    """Return the connection and, of a webhook, its secret, which is shown this once."""
    require(by, Action.MANAGE_CONNECTIONS)
    target = _target(session, kind, wish.url)
    _check(session, wish)
    row = Connection(
        kind=kind.value,
        name=" ".join(wish.name.split()),
        host=target.place,
        sealed_url=sealing.seal(wish.url.strip(), site_of(session).key),
        events=sorted(set(wish.events)),
        teams=sorted(set(wish.teams)),
        is_enabled=True,
        made_by=by.person,
        made_at=now,
    )
    secret = give_secret(session, row) if kind is Kind.WEBHOOK else ""
    session.add(row)
    session.flush()
    record(session, "connection.made", by=by, connection=row.id, kind=kind.value)
    return row, secret


def change(
    session: Session, connection_id: int, wish: Wish, *, by: Actor, now: datetime
) -> tuple[Connection, str]:
    """Return the connection and, if it leads to another host now, its new secret.

    An empty address leaves the one that it has. A secret never goes to another host than the
    one that it was made for.
    """
    require(by, Action.MANAGE_CONNECTIONS)
    row = _one(session, connection_id, is_changed=True)
    before = (row.name, row.sealed_url, row.events, row.teams)
    target = _target(session, Kind(row.kind), wish.url) if wish.url.strip() else None
    _check(session, wish)
    row.name = " ".join(wish.name.split())
    row.events, row.teams = sorted(set(wish.events)), sorted(set(wish.teams))
    secret = _lead(session, row, target, wish.url, now) if target else ""
    after = (row.name, row.sealed_url, row.events, row.teams)
    fields = ("name", "address", "events", "teams")
    changed = [
        name for name, *both in zip(fields, before, after, strict=True) if both[0] != both[1]
    ]
    session.flush()
    record(session, "connection.changed", by=by, connection=row.id, fields=changed)
    return row, secret


def _lead(session: Session, row: Connection, to: Target, url: str, now: datetime) -> str:
    is_elsewhere = to.place != row.host
    row.host, row.sealed_url = to.place, sealing.seal(url.strip(), site_of(session).key)
    if is_elsewhere and row.kind == Kind.WEBHOOK:
        return give_secret(session, row)
    return ""


def test(session: Session, connection_id: int, *, by: Actor, now: datetime) -> None:
    """Queue a message by which people see that the connection works."""
    require(by, Action.MANAGE_CONNECTIONS)
    row = _one(session, connection_id)
    if not row.is_enabled:
        raise WrongMoment("The connection is switched off. Switch it on first.")
    sentence = f"{by.name} tries out the connection {row.name}. Nothing is asked of anybody."
    message = Message(TEST_EVENT, "", None, "", "", "", "", "", (), sentence, "/", now)
    post_message(session, row, message, service_name="", now=now)
    session.flush()
    record(session, "connection.tested", by=by, connection=row.id)


def switch_on(session: Session, connection_id: int, *, by: Actor, now: datetime) -> None:
    """Go on with what waits. What happened in between was not queued."""
    require(by, Action.MANAGE_CONNECTIONS)
    row = _one(session, connection_id, is_changed=True)
    if row.is_enabled:
        raise WrongMoment("The connection is on already.")
    row.is_enabled = True
    queue = deliveries.queue_of(session, connection=row.id, now=now)
    delivery_queues.wake(session, queue, now=now)
    session.flush()
    record(session, "connection.switched_on", by=by, connection=row.id)


def switch_off(session: Session, connection_id: int, *, by: Actor, now: datetime) -> None:
    """Queue and send nothing more until it is switched on. What waits is kept."""
    require(by, Action.MANAGE_CONNECTIONS)
    row = _one(session, connection_id, is_changed=True)
    if not row.is_enabled:
        raise WrongMoment("The connection is off already.")
    row.is_enabled = False
    session.flush()
    record(session, "connection.switched_off", by=by, connection=row.id)


def remove(session: Session, connection_id: int, *, by: Actor, now: datetime) -> None:
    """End it: address and secrets are forgotten, and what waits is not sent any more."""
    require(by, Action.MANAGE_CONNECTIONS)
    row = _one(session, connection_id, is_changed=True)
    row.is_enabled, row.removed_at = False, now
    row.sealed_url = row.sealed_secret = row.sealed_old_secret = ""
    queue = deliveries.queue_of(session, connection=row.id, now=now)
    delivery_queues.lock(session, queue)
    delivery_queues.end_waiting(session, queue, now=now, answer=REMOVED)
    session.flush()
    record(session, "connection.removed", by=by, connection=row.id)


def _one(session: Session, connection_id: int, *, is_changed: bool = False) -> Connection:
    row = session.get(Connection, connection_id, with_for_update=is_changed)
    if row is None or row.removed_at is not None:
        raise NotFound("There is no such connection.")
    return row


def _target(session: Session, kind: Kind, url: str) -> Target:
    try:
        return meant(kind, url, site_of(session).outside_networks)
    except BadUrl as fault:
        raise BadInput(NOT_SAVED, {"secret_url": str(fault)}) from None


def _check(session: Session, wish: Wish) -> None:
    if not 1 <= len(wish.name.strip()) <= 100:
        raise BadInput(NOT_SAVED, {"name": "Write what it is called, at most 100 characters."})
    if set(wish.events) - EVERY_CHOICE:
        raise BadInput(NOT_SAVED, {"events": "Choose from what there is."})
    if set(wish.teams) - {team.slug for team in every_team(session)}:
        raise BadInput(NOT_SAVED, {"teams": "Choose from the teams that there are."})
