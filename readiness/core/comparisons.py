"""Comparing the values of a condition, where one may be null and another not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeGuard


class RuleFailed(Exception):
    """The condition cannot be evaluated on these values; whatever it guards applies."""


class Unknown:
    """A fact that nobody knows, or a number answered "I don't know"; null is no answer yet."""


UNKNOWN = Unknown()
Scalar = str | int | Decimal | bool | None
Value = Scalar | frozenset[str] | tuple[Scalar, ...] | Unknown

_ORDER: Mapping[str, Callable[[int | Decimal, int | Decimal], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def truth(value: Value) -> bool | None:
    """Return the value as a condition, None when it is not known."""
    if isinstance(value, Unknown):
        return None
    if isinstance(value, bool):
        return value
    raise RuleFailed("A condition must be true or false.")


def compare(operator: str, left: Value, right: Value) -> bool | None:
    """Return None when a side is not known. Null equals only null, and has no order."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if operator == "in":
        return _is_in(left, right)
    if operator == "==":
        return _equal(left, right)
    if operator == "!=":
        return not _equal(left, right)
    return _ordered(operator, left, right)


def _is_in(left: Value, right: Value) -> bool:
    if isinstance(right, tuple):
        return any(_equal(left, item) for item in right)
    if isinstance(right, frozenset) and isinstance(left, str):
        return left in right
    raise RuleFailed("The right side of 'in' must hold what the left side could be.")


def _equal(left: Value, right: Value) -> bool:
    if left is None or right is None:
        return left is right
    if _are_numbers(left, right) or _share_type(left, right):
        return left == right
    raise RuleFailed("Values of different types cannot be equal.")


def _ordered(operator: str, left: Value, right: Value) -> bool:
    if left is None or right is None:
        return False
    if operator in _ORDER and _is_number(left) and _is_number(right):
        return _ORDER[operator](left, right)
    raise RuleFailed("Only numbers have an order.")


def _share_type(left: Value, right: Value) -> bool:
    return any(isinstance(left, kind) and isinstance(right, kind) for kind in (bool, str))


def _are_numbers(left: Value, right: Value) -> bool:
    return _is_number(left) and _is_number(right)


def _is_number(value: Value) -> TypeGuard[int | Decimal]:
    # True is an int to Python, never to a condition.
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
