"""The calendar file, read back by the rules of RFC 5545."""

from datetime import UTC, datetime

import pytest

from readiness.adapters.icalendar import LONGEST_LINE, Event, calendar

pytestmark = pytest.mark.once

STARTS, ENDS = datetime(2026, 12, 24, 16, tzinfo=UTC), datetime(2027, 1, 4, 7, tzinfo=UTC)


def read(content: bytes) -> list[tuple[str, str]]:
    """Return the names and values of its lines, unfolded and without escapes."""
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.decode().replace("\r\n ", "").splitlines()
    pairs = (line.partition(":") for line in lines)
    for sign, meant in (("\\n", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        pairs = [(name, colon, value.replace(sign, meant)) for name, colon, value in pairs]  # type: ignore[assignment]
    return [(name, value) for name, _, value in pairs]


def event(summary: str = "Freeze: Year's end", **more: bool) -> Event:
    cancelled = more.get("cancelled", False)
    url = "https://readiness.example.com/freezes/2"
    return Event("freeze-2@x", STARTS, ENDS, STARTS, 1, cancelled, summary, "All, and so on.", url)


def test_a_freeze_is_an_event_in_utc() -> None:
    assert read(calendar("Freezes", [event()]))[6:18] == [
        ("BEGIN", "VEVENT"),
        ("UID", "freeze-2@x"),
        ("DTSTAMP", "20261224T160000Z"),
        ("DTSTART", "20261224T160000Z"),
        ("DTEND", "20270104T070000Z"),
        ("SEQUENCE", "1"),
        ("STATUS", "CONFIRMED"),
        ("TRANSP", "TRANSPARENT"),
        ("SUMMARY", "Freeze: Year's end"),
        ("DESCRIPTION", "All, and so on."),
        ("URL", "https://readiness.example.com/freezes/2"),
        ("END", "VEVENT"),
    ]
    assert ("STATUS", "CANCELLED") in read(calendar("Freezes", [event(cancelled=True)]))


@pytest.mark.parametrize(
    "name",
    [
        "X\r\nEND:VEVENT\r\nBEGIN:VEVENT",
        "X\u2028END:VCALENDAR",
        "a,b;c",
        "é" * 80,
        "🎄" * 60,
        "x" * LONGEST_LINE * 3,
    ],
)
def test_no_name_begins_a_line_of_its_own_and_none_is_too_long(name: str) -> None:
    content = calendar("Freezes", [event(name)])
    assert all(len(line) <= LONGEST_LINE for line in content.split(b"\r\n"))
    found = read(content)
    assert [each for each, _ in found].count("BEGIN") == 2
    assert dict(found)["SUMMARY"] == "\n".join(name.splitlines())
