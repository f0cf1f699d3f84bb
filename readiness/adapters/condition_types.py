"""Whether the names of a condition exist and its comparisons make sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from readiness.core.comparisons import Scalar
from readiness.core.facts import FACTS, Fact, FactKind


class Type(StrEnum):
    FLAG = "true or false"
    NUMBER = "a number"
    TEXT = "a text"
    SET = "a set"
    NULL = "null"
    LIST = "a list"
    #: Of something that is itself at fault: no further complaint about it.
    ANY = "anything"


@dataclass(frozen=True, slots=True)
class Shape:
    """A type, the only values it can have (none named: any), and whether it can be null."""

    type: Type
    values: frozenset[Scalar] = frozenset()
    nullable: bool = False


ANYTHING = Shape(Type.ANY)
_GIVEN = ("given", "unknown", "not_applicable")
_YES_NO = ("yes", "partly", "no", "unknown", "not_applicable")


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may name. What is asked before the launch may not hang on the `late` answers."""

    facts: Mapping[str, Shape]
    answers: Mapping[str, Shape]
    late: frozenset[str] = frozenset()

    @property
    def after_launch(self) -> Names:
        return replace(self, late=frozenset())


def facts() -> dict[str, Shape]:
    return {name: _fact(fact) for name, fact in FACTS.items()}


def answer(answer_type: object) -> Shape:
    """Return what a condition sees of an answer of that type of the checklist's format."""
    if answer_type == "number":
        return Shape(Type.NUMBER, nullable=True)
    choices = _YES_NO if answer_type == "yes_no" else _GIVEN
    return Shape(Type.TEXT, frozenset(choices), nullable=True)


def literal(value: Scalar) -> Shape:
    if value is None:
        return Shape(Type.NULL)
    if isinstance(value, bool):
        return Shape(Type.FLAG, frozenset({value}))
    is_number = isinstance(value, int | Decimal)
    return Shape(Type.NUMBER if is_number else Type.TEXT, frozenset({value}))


def mismatch(operator: str, left: Shape, right: Shape) -> str | None:
    """Return why two sides cannot be compared like this, or None."""
    if Type.ANY in (left.type, right.type):
        return None
    if operator == "in":
        return _not_in(left, right)
    if operator in {"==", "!="}:
        return _unequal(left, right)
    if {left.type, right.type} == {Type.NUMBER}:
        return None
    return f"Only numbers have an order; this compares {left.type} with {right.type}."


def _not_in(left: Shape, right: Shape) -> str | None:
    if right.type is not Type.SET:
        return "The right side of `in` must be a set like service.data, or a list."
    if left.type is not Type.TEXT:
        return f"A set holds texts; {left.type} is never in it."
    return _impossible(left, right)


def _unequal(left: Shape, right: Shape) -> str | None:
    if Type.NULL in (left.type, right.type):
        if left.nullable or right.nullable:
            return None
        return "Only an answer can be null; a fact that is not known makes its question apply."
    if left.type is not right.type:
        return f"{left.type.capitalize()} is never {right.type}."
    if left.type is Type.SET:
        return "Sets are asked with `in`: `'cards' in service.data`."
    return _impossible(left, right)


def _impossible(left: Shape, right: Shape) -> str | None:
    if not left.values or not right.values or left.values & right.values:
        return None
    one, many = sorted((left.values, right.values), key=len)
    names = ", ".join(sorted(str(value) for value in many))
    return f"This is never {_listed(one)}; it can be {names}."


def _listed(values: frozenset[Scalar]) -> str:
    return " or ".join(sorted(f"'{value}'" for value in values))


def _fact(fact: Fact) -> Shape:
    if fact.kind is FactKind.FLAG:
        return Shape(Type.FLAG)
    choices = [choice for choice, _ in fact.choices]
    if fact.kind is FactKind.LEVEL:
        return Shape(Type.NUMBER, frozenset(int(choice) for choice in choices))
    return Shape(Type.SET, frozenset(choices))
