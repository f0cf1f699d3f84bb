"""Freezes as tests wish for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from readiness.core.freezes import Covers
from readiness.usecases.freezes import Wish


def holidays(now: datetime, **changes: Any) -> Wish:
    """Return a freeze of launches into production, from ten days on for ten days."""
    usual: dict[str, Any] = {
        "name": "Year's end",
        "covers": Covers.LAUNCHES,
        "environments": ("production",),
        "starts_at": now + timedelta(days=10),
        "ends_at": now + timedelta(days=20),
        "zone": "Europe/Berlin",
    }
    return Wish(**{**usual, **changes})
