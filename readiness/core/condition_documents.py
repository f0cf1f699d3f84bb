"""Conditions as plain JSON, so that a pinned checklist needs no parser to be read."""

from __future__ import annotations

from decimal import Decimal

from readiness.core.comparisons import Scalar
from readiness.core.conditions import (
    AnswerName,
    Both,
    Choices,
    Compare,
    Condition,
    Either,
    FactName,
    Literal,
    Not,
)
from readiness.core.plain import BadDocument, Plain, decimal, mapping, mappings, text

OPERATORS = ("==", "!=", "<", "<=", ">", ">=", "in")


def to_plain(condition: Condition) -> dict[str, object]:
    """Return the tree as JSON holds it; a decimal number is `{"number": "2.5"}`."""
    match condition:
        case Not(inner):
            return {"not": to_plain(inner)}
        case Both(left, right):
            return _pair("and", left, right)
        case Either(left, right):
            return _pair("or", left, right)
        case Compare(operator, left, right):
            return _pair(operator, left, right)
        case _:
            return _leaf(condition)


def from_plain(plain: Plain) -> Condition:
    """Read what to_plain wrote."""
    if "op" in plain:
        return _read_pair(text(plain, "op"), mapping(plain, "left"), mapping(plain, "right"))
    if "not" in plain:
        return Not(from_plain(mapping(plain, "not")))
    if "fact" in plain:
        return FactName(text(plain, "fact"))
    if "answer" in plain:
        return AnswerName(text(plain, "answer"))
    if "choices" in plain:
        return Choices(tuple(_read_literal(item) for item in mappings(plain, "choices")))
    return _read_literal(plain)


def _leaf(leaf: Literal | FactName | AnswerName | Choices) -> dict[str, object]:
    match leaf:
        case Literal(value):
            return {"number": str(value)} if isinstance(value, Decimal) else {"value": value}
        case FactName(name):
            return {"fact": name}
        case AnswerName(question):
            return {"answer": question}
    return {"choices": [_leaf(item) for item in leaf.items]}


def _pair(operator: str, left: Condition, right: Condition) -> dict[str, object]:
    return {"op": operator, "left": to_plain(left), "right": to_plain(right)}


def _read_pair(operator: str, left: Plain, right: Plain) -> Condition:
    if operator == "and":
        return Both(from_plain(left), from_plain(right))
    if operator == "or":
        return Either(from_plain(left), from_plain(right))
    if operator in OPERATORS:
        return Compare(operator, from_plain(left), from_plain(right))
    raise BadDocument(f"A condition has no operator {operator!r}.")


def _read_literal(plain: Plain) -> Literal:
    if "number" in plain:
        return Literal(decimal(plain, "number"))
    if "value" not in plain:
        raise BadDocument(f"A condition has no part like {dict(plain)!r:.80}.")
    return Literal(_scalar(plain["value"]))


def _scalar(value: object) -> Scalar:
    if value is None or isinstance(value, str | int):
        return value
    raise BadDocument(f"A condition cannot hold {value!r:.80}.")
