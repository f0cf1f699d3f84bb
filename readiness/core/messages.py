"""What is said outside about something that happened: the same for every place that hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """Names are as people read them; what does not apply is empty.

    `service` is the short name of the service, `of` are the names of those who are asked,
    `sentence` says all of it in one, `address` is the path of the page within the site.
    """

    event: str
    service: str
    review: int | None
    kind: str
    area: str
    question: str
    gate: str
    asked: str
    of: tuple[str, ...]
    sentence: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class About:
    """What goes with a message wherever it is sent: its stable id, the service's name, a link."""

    id: str
    service_name: str
    link: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was written. `unsubscribe` is the address that ends such mails at once."""

    address: str
    subject: str
    text: str
    html: str
    unsubscribe: str | None
