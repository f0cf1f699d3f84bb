"""The numbers of rows in addresses: one that no row can have is an address without a page."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter

#: The largest number that a column of ours holds.
MOST = 2**31 - 1


class RowNumber(IntegerConverter):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"max": MOST, **named})


def row_number(text: str) -> int:
    """Return the number, or raise ValueError if no row can have it."""
    number = int(text)
    if not 0 <= number <= MOST:
        raise ValueError(f"No row has the number {text:.20}.")
    return number


def seen_row(text: str | None) -> int:
    """Return the newest row that a form was shown, 0 where it names none."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if text and is_number else 0


def page_number(text: str) -> int:
    """Return the page of a list that an address names, the first where it names none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, number)
