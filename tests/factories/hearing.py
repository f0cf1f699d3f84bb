"""What people were told: their inboxes, their mails, and how they chose to hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from email import message_from_string, policy
from email.message import EmailMessage

from sqlalchemy import select

from readiness.core.notice_kinds import Kind, Way
from readiness.core.rights import Actor
from readiness.core.sites import Site
from readiness.store.deliveries import Delivery, Receiver
from readiness.store.engine import Database
from readiness.store.notices import Notice
from readiness.usecases import preferences
from tests.factories.reviews import done

SITE = Site("https://readiness.example.com", "readiness@example.com", "k" * 40)


def with_mail(database: Database) -> Database:
    """Return the same database at an installation that sends mail."""
    return replace(database, site=SITE)


def told(database: Database, who: Actor) -> list[Notice]:
    """Return what stands in the person's inbox, oldest first."""
    with database.reading() as session:
        query = select(Notice).where(Notice.person_id == who.person).order_by(Notice.id)
        return list(session.scalars(query))


def open_asks(database: Database, who: Actor) -> list[str]:
    """Return what the person's inbox asks of them."""
    return [each.event for each in told(database, who) if each.asked and each.read_at is None]


def heard(database: Database, who: Actor) -> list[tuple[str, str]]:
    """Return the events that the person was told of, each with its sentence."""
    return [(each.event, each.sentence) for each in told(database, who)]


def mails(database: Database, who: Actor) -> list[EmailMessage]:
    """Return the mails that are queued for the person, oldest first."""
    with database.reading() as session:
        query = select(Delivery.body).join(Receiver, Receiver.id == Delivery.receiver_id)
        query = query.where(Receiver.person_id == who.person).order_by(Delivery.id)
        return [_read(body) for body in session.scalars(query)]


def _read(body: str) -> EmailMessage:
    made = message_from_string(body, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def text(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def choose(
    database: Database, who: Actor, ways: Mapping[Kind, Way], now: datetime, minutes: int = 480
) -> None:
    done(database, now, preferences.choose, ways, minutes, by=who)
