"""The small forms that say who: the person chosen, and what stood there when it was chosen."""

from __future__ import annotations

from flask import request

from readiness.core.errors import BadInput
from readiness.web.numbers import row_number

NOBODY = "Choose a person from the list."


def person() -> int:
    """Return who was chosen."""
    try:
        return row_number(request.form.get("person", ""))
    except ValueError:
        raise BadInput(NOBODY, {"person": NOBODY}) from None


def seen() -> int | None:
    """Return the newest assignment that the page showed, None for none."""
    try:
        return row_number(request.form.get("seen", ""))
    except ValueError:
        return None
