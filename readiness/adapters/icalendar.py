"""Freezes as an iCalendar file (RFC 5545), for the calendars of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

#: Octets of a line, without its end; what is longer goes on after a space.
LONGEST_LINE = 75
MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True, slots=True)
class Event:
    """`uid` stays the same for good, `changes` counts how often it was changed."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    changes: int
    is_cancelled: bool
    summary: str
    description: str
    url: str


def calendar(name: str, events: Iterable[Event]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Readiness//Freezes//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_instant(event.made_at)}"
    yield f"DTSTART:{_instant(event.starts_at)}"
    yield f"DTEND:{_instant(event.ends_at)}"
    yield f"SEQUENCE:{event.changes}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield f"URL:{event.url}"
    yield "END:VEVENT"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Return it as a value of the type TEXT, in which nothing can begin another line."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.splitlines()
    shown = ("".join(each for each in line if each.isprintable()) for line in lines)
    return "\\n".join(shown)


def _folded(line: str) -> bytes:
    """Return the line in pieces of at most 75 octets, never cut within a character."""
    pieces, room, piece = [], LONGEST_LINE, b""
    for each in line:
        octets = each.encode()
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            # The space before it counts.
            piece, room = b"", LONGEST_LINE - 1
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
