"""Reading plain JSON documents that were checked when they were written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

Plain = Mapping[str, object]


class BadDocument(ValueError):
    """A stored document is not of the shape that its writer gives it."""


def text(document: Plain, key: str) -> str:
    value = document.get(key)
    if isinstance(value, str):
        return value
    raise _bad(key, "text", value)


def optional_text(document: Plain, key: str) -> str:
    """Return the text, nothing where there is none."""
    return "" if document.get(key) is None else text(document, key)


def whole(document: Plain, key: str) -> int:
    value = document.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _bad(key, "a whole number", value)


def optional_whole(document: Plain, key: str) -> int | None:
    return None if document.get(key) is None else whole(document, key)


def flag(document: Plain, key: str) -> bool:
    value = document.get(key)
    if isinstance(value, bool):
        return value
    raise _bad(key, "true or false", value)


def decimal(document: Plain, key: str) -> Decimal:
    """Return a finite number, which JSON holds as text."""
    value = text(document, key)
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise _bad(key, "a number", value) from error
    if number.is_finite():
        return number
    raise _bad(key, "a finite number", value)


def optional_decimal(document: Plain, key: str) -> Decimal | None:
    return None if document.get(key) is None else decimal(document, key)


def mapping(document: Plain, key: str) -> Plain:
    return _as_mapping(key, document.get(key))


def mappings(document: Plain, key: str) -> tuple[Plain, ...]:
    return tuple(_as_mapping(key, item) for item in _as_list(key, document.get(key)))


def texts(document: Plain, key: str) -> tuple[str, ...]:
    return tuple(text({key: item}, key) for item in _as_list(key, document.get(key)))


def _as_mapping(key: str, value: object) -> Plain:
    if isinstance(value, Mapping):
        return value
    raise _bad(key, "a mapping", value)


def _as_list(key: str, value: object) -> list[object] | tuple[object, ...]:
    if isinstance(value, list | tuple):
        return value
    raise _bad(key, "a list", value)


def _bad(key: str, expected: str, value: object) -> BadDocument:
    return BadDocument(f"{key!r} must be {expected}, not {value!r:.80}.")
