"""Puts what is to be sent outside into the queues of its receivers, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import product

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
    post_mails(session, [(person, Mail(address, subject, text, html, unsubscribe))], now=now)


def post_mails(session: Session, written: Sequence[tuple[int, Mail]], *, now: datetime) -> None:
    """Put each mail into the queue of its person, in so many queries however many there are."""
    site = site_of(session)
    if not site.sends_mail or not written:
        return
    queues = deliveries.queues_of_people(session, {person for person, _ in written}, now=now)
    for person, mail in written:
        row = _row(queues[person], webhooks.new_id(), MAIL, now)
        try:
            row.body = mails.written(mail, row.message_id, sender=site.mail_from, at=now)
            row.address = mail.address
        except mails.Unwritable as fault:
            row.dead_at, row.answer = now, str(fault)
        session.add(row)


def announce(session: Session, messages: Sequence[Message], *, now: datetime) -> None:
    """Put them into the queue of every connection that is on and wants to hear of each.

    It asks so many questions however many messages and connections there are: the ledger's head
    is held meanwhile.
    """
    listening = connections.enabled(session) if messages else []
    if not listening:
        return
    services = _services_of(session, {each.service for each in messages})
    heard = [
        (message, to, name)
        for message, to in product(messages, listening)
        for name, team in [services.get(message.service, ("", ""))]
        if wants(to.events, to.teams, event=message.event, team=team)
    ]
    queues = deliveries.queues_of_connections(session, {to.id for _, to, _ in heard}, now=now)
    session.add_all(
        _message(session, to, queues[to.id], message, name, now) for message, to, name in heard
    )


def post_message(
    session: Session, to: Connection, message: Message, *, service_name: str, now: datetime
) -> Delivery:
    queue = deliveries.queue_of(session, connection=to.id, now=now)
    row = _message(session, to, queue, message, service_name, now)
    session.add(row)
    return row


def _message(
    session: Session, to: Connection, queue: int, message: Message, name: str, now: datetime
) -> Delivery:
    row = _row(queue, webhooks.new_id(), message.event, now)
    link = site_of(session).public_url + message.address
    row.body = BODIES[to.kind](message, About(row.message_id, name, link))
    return row


def _services_of(session: Session, slugs: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return each service's name and the short name of the team that owns it."""
    query = select(Service.slug, Service.name, Team.slug)
    query = query.join(Team, Team.id == Service.owner_team_id).where(Service.slug.in_(slugs))
    return {slug: (name, team) for slug, name, team in session.execute(query)}


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
