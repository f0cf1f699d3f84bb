"""The ways that a delivery is sent: to a connection by HTTP, to a person by mail. Only the worker's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from readiness.adapters import http, smtp, webhooks
from readiness.adapters.http import Answer, Outside
from readiness.adapters.smtp import MailServer
from readiness.core.connection_addresses import meant
from readiness.core.connections import Kind
from readiness.core.deliveries import REDIRECTS, Fate, Outcome, fate_of
from readiness.core.outside_addresses import BadUrl
from readiness.settings import Settings
from readiness.store.delivery_queues import Lane

MOST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery with all that sending it takes. Its secrets are shown nowhere.

    `place` is the host and port that an administrator allowed for the connection, `sealed_url`
    its address as it is kept.
    """

    id: int
    message_id: str
    body: str = field(repr=False)
    address: str = ""
    kind: Kind | None = None
    place: str = ""
    url: str = field(default="", repr=False)
    keys: tuple[str, ...] = field(default=(), repr=False)
    fault: str = ""  # why it cannot be sent
    is_void: bool = False  # it is never to be sent
    sealed_url: str = field(default="", repr=False)


Send = Callable[[Parcel, datetime], Outcome]


def transports(settings: Settings) -> Mapping[Lane, Send]:
    """Return how this installation sends; without a mail server nothing goes by mail."""
    outside = Outside(settings.outside_networks)
    found: dict[Lane, Send] = {Lane.CONNECTIONS: lambda parcel, now: by_http(outside, parcel, now)}
    if settings.mail_host:
        server = _server(settings)
        found[Lane.MAIL] = lambda parcel, now: by_mail(server, parcel, now)
    return found


def _server(settings: Settings) -> MailServer:
    return MailServer(
        host=settings.mail_host,
        port=settings.mail_port,
        security=settings.mail_security,
        sender=settings.mail_from,
        user=settings.mail_user,
        password=settings.mail_password,
        idle=settings.mail_timeout,
    )


def by_mail(server: MailServer, parcel: Parcel, _now: datetime) -> Outcome:
    try:
        said = smtp.send(server, parcel.address, parcel.body.encode("ascii"))
    except smtp.MailFault as fault:
        return Outcome(Fate.REFUSED if fault.is_final else Fate.LATER, str(fault))
    return Outcome(Fate.DONE, said)


def by_http(outside: Outside, parcel: Parcel, now: datetime) -> Outcome:
    assert parcel.kind is not None
    body = parcel.body.encode()
    try:
        meant(parcel.kind, parcel.url, outside.listed)
        sent = headers(parcel, body, now)
        answer = http.post(outside, parcel.url, body, headers=sent, allowed=[parcel.place])
    except (BadUrl, http.HttpFault) as fault:
        return Outcome(Fate.LATER, str(fault))
    return Outcome(fate_of(parcel.kind, answer.status), _words(answer), _wish(answer))


def headers(parcel: Parcel, body: bytes, now: datetime) -> dict[str, str]:
    """Return what goes above the body. Without a secret, as for a chat, nothing is signed."""
    found = {"Content-Type": "application/json"}
    if parcel.keys:
        found |= webhooks.headers(parcel.message_id, body, keys=parcel.keys, now=now)
    return found


def _words(answer: Answer) -> str:
    if answer.status in REDIRECTS:
        return f"{answer.status}, a redirect, which is not followed."
    text = answer.body.decode("utf-8", "replace")
    plain = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * MOST_ANSWER])
    return f"{answer.status} {' '.join(plain.split())}".strip()[:MOST_ANSWER]


def _wish(answer: Answer) -> timedelta:
    """Return how long the receiver asks us to wait, where it says so in seconds."""
    found = re.fullmatch(r"[0-9]{1,6}", answer.headers.get("retry-after", ""))
    return timedelta(seconds=int(found[0]) if found else 0)
