"""How a report writes times, points and what people typed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from markupsafe import Markup

from readiness.core import reasons

#: Shown though it has no glyph or is a separator: what joins letters or emoji, and line ends.
_SHOWN: Final = frozenset("\n\t\u00a0\u200c\u200d\u202f\u2009\u2003")
_WEB: Final = re.compile(r"https?://[^\s]+", re.IGNORECASE)
NOTHING = "–"


def moment(iso: str | None) -> str:
    """Return "20 November 2026, 09:14 UTC". Instants are stored in UTC."""
    if not iso:
        return NOTHING
    at = datetime.fromisoformat(iso)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def day(iso: str) -> str:
    """Return "20 November 2026", or the text as it is when it is no day."""
    try:
        on = date.fromisoformat(iso)
    except ValueError:
        return iso or NOTHING
    return f"{on.day} {on:%B %Y}"


def points(tenths: int | None) -> str:
    return NOTHING if tenths is None else reasons.points(tenths)


def is_web_address(url: str) -> bool:
    """Return whether the address may be clicked. Every other one is printed only."""
    return _WEB.fullmatch(url) is not None


def legible(value: object) -> object:
    """Return text in which nothing hides: what turns, breaks or hides text is shown as [U+202E].

    It is applied to everything a template prints. Markup of ours passes as it is.
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(c if c.isprintable() or c in _SHOWN else f"[U+{ord(c):04X}]" for c in value)
