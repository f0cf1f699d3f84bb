"""Reads the small form of the launch-day card; it has as many rows as are filled, and two more."""

from __future__ import annotations

from flask import request

from readiness.core.launch_cards import MOST_ROWS, LaunchCard, Pair, pairs
from readiness.web.numbers import row_number


def card() -> LaunchCard:
    """Return what was typed."""
    return LaunchCard(
        decides=_person(),
        holds=_rows("holds"),
        rollback=request.form.get("rollback", "").replace("\r\n", "\n").strip(),
        dashboards=_rows("dashboards"),
        on_call=_rows("on_call"),
    )


def base() -> int:
    """Return the revision that the person saw; one that is no number was never there."""
    try:
        return row_number(request.form.get("base", ""))
    except ValueError:
        return 0


def _person() -> int | None:
    try:
        return row_number(request.form.get("decides", "")) or None
    except ValueError:
        return None


def _rows(name: str) -> tuple[Pair, ...]:
    numbers = range(MOST_ROWS + 2)
    given = [
        (request.form.get(f"{name}.{at}.0", ""), request.form.get(f"{name}.{at}.1", ""))
        for at in numbers
    ]
    return pairs(given)
