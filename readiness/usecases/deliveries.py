"""Puts what is to be sent outside into the queues of its receivers, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters import mails, slack, teams, webhooks
from readiness.core.connections import Kind, wants
from readiness.core.messages import About, Mail, Message
from readiness.store import connections, deliveries
from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases.sites import site_of

MAIL = "mail"
BODIES: Mapping[str, Callable[[Message, About], str]] = {
    Kind.SLACK: slack.body,
    Kind.TEAMS: teams.body,
    Kind.WEBHOOK: webhooks.body,
}


def post_mail(
    session: Session,
    *,
    person: int,
    address: str,
    subject: str,
    text: str,
    html: str,
    unsubscribe: str | None,
    now: datetime,
) -> None:
    """Put one mail into the queue of the person. Without a mail server nothing is queued.

    `unsubscribe` is the whole address that ends such mails by one POST (RFC 8058). An address
    that no mail can be sent to is kept as a dead delivery, so that it is seen.
    """
    site = site_of(session)
    if not site.sends_mail:
        return
    queue = deliveries.queue_of(session, person=person, now=now)
    row = _row(queue, webhooks.new_id(), MAIL, now)
    mail = Mail(address, subject, text, html, unsubscribe)
    try:
        row.body = mails.written(mail, row.message_id, sender=site.mail_from, at=now)
        row.address = address
    except mails.Unwritable as fault:
        row.dead_at, row.answer = now, str(fault)
    session.add(row)


def announce(session: Session, message: Message, *, now: datetime) -> None:
    """Put the message into the queue of every connection that is on and wants to hear of it."""
    listening = connections.enabled(session)
    if not listening:
        return
    name, team = _service_of(session, message.service)
    for each in listening:
        if wants(each.events, each.teams, event=message.event, team=team):
            post_message(session, each, message, service_name=name, now=now)


def post_message(
    session: Session, to: Connection, message: Message, *, service_name: str, now: datetime
) -> Delivery:
    queue = deliveries.queue_of(session, connection=to.id, now=now)
    row = _row(queue, webhooks.new_id(), message.event, now)
    link = site_of(session).public_url + message.address
    row.body = BODIES[to.kind](message, About(row.message_id, service_name, link))
    session.add(row)
    return row


def _service_of(session: Session, slug: str) -> tuple[str, str]:
    """Return the service's name and the short name of the team that owns it, empty if unknown."""
    query = select(Service.name, Team.slug).join(Team, Team.id == Service.owner_team_id)
    found = session.execute(query.where(Service.slug == slug)).one_or_none()
    return (found[0], found[1]) if found else ("", "")


def _row(queue: int, message_id: str, event: str, now: datetime) -> Delivery:
    return Delivery(
        receiver_id=queue,
        message_id=message_id,
        event=event,
        address="",
        body="",
        made_at=now,
        counts_from=now,
    )
