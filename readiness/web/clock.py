"""What time it is, once for each request. Tests set `app.config["NOW"]`."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app, g


def now() -> datetime:
    if "now" not in g:
        g.now = current_app.config["NOW"]()
    moment: datetime = g.now
    return moment


def system_clock() -> datetime:
    return datetime.now(UTC)
