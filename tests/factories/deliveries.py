"""Connections, messages and mails to send, and a database whose installation sends mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.messages import Message
from readiness.core.sites import Site
from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery
from readiness.store.engine import Database
from readiness.usecases import deliveries

SITE = Site(
    public_url="https://readiness.example.com",
    mail_from="readiness@example.com",
    key="the key of the tests, which protects nothing",
)


def with_mail(database: Database) -> Database:
    """Return the same database as one of an installation that sends mail."""
    return replace(database, site=SITE)


def message(now: datetime, **given: object) -> Message:
    usual = Message(
        event="gate.voted",
        service="checkout",
        review=7,
        kind="launch",
        area="Capacity",
        question="Is the expected load known?",
        gate="sre",
        asked="Answer what was asked",
        of=("Alice", "Bob"),
        sentence="Bob requested changes at the gate SRE of Checkout",
        address="/reviews/7/gates/sre",
        at=now,
    )
    return replace(usual, **given)  # type: ignore[arg-type]


def connect(session: Session, now: datetime, by: int, **given: object) -> Connection:
    """Add the row of a connection as if it had been made."""
    usual: dict[str, object] = {
        "kind": "webhook",
        "name": "Ours",
        "host": "hooks.example.com:443",
        "sealed_url": "sealed",
        "events": [],
        "teams": [],
        "made_by": by,
        "made_at": now,
    }
    row = Connection(**{**usual, **given})
    session.add(row)
    session.flush()
    return row


def post(session: Session, person: int, now: datetime, **given: str | None) -> None:
    """Queue a mail."""
    usual: dict[str, str | None] = {
        "address": "alice@example.com",
        "subject": "You were asked",
        "text": "Look at it.\n",
        "html": "<p>Look at it.</p>\n",
        "unsubscribe": "https://readiness.example.com/unsubscribe/secret",
    }
    deliveries.post_mail(session, person=person, now=now, **{**usual, **given})  # type: ignore[arg-type]
    session.flush()


def queued(session: Session) -> list[Delivery]:
    return [*session.scalars(select(Delivery).order_by(Delivery.id))]
