"""When a question or a gate applies: a small expression over facts and earlier answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from readiness.core.comparisons import UNKNOWN, Scalar, Unknown, Value, compare, truth
from readiness.core.comparisons import RuleFailed as RuleFailed
from readiness.core.facts import Facts

#: What an answer means to a condition: its choice, its number, UNKNOWN for a number that nobody
#: knows, or None while unanswered.
AnswerScalar = str | Decimal | Unknown | None


@dataclass(frozen=True, slots=True)
class Literal:
    value: Scalar


@dataclass(frozen=True, slots=True)
class FactName:
    name: str


@dataclass(frozen=True, slots=True)
class AnswerName:
    question: str


@dataclass(frozen=True, slots=True)
class Choices:
    items: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Not:
    inner: Condition


@dataclass(frozen=True, slots=True)
class Both:
    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Either:
    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Compare:
    """`operator` is one of == != < <= > >= in."""

    operator: str
    left: Condition
    right: Condition


_Answers = Mapping[str, AnswerScalar]
Condition = Literal | FactName | AnswerName | Choices | Not | Both | Either | Compare


def evaluate(
    condition: Condition, facts: Facts, answers: Mapping[str, AnswerScalar]
) -> bool | None:
    """Return what the condition says, or None when it hangs on what is not known.

    Three-valued (Kleene): an unknown side that cannot change the outcome is left out of it, and a
    left side that decides spares the right.
    Raises RuleFailed when values are of types that cannot be compared.
    """
    match condition:
        case Not(inner):
            said = evaluate(inner, facts, answers)
            return None if said is None else not said
        case Both(left, right):
            return _both(evaluate(left, facts, answers), right, facts, answers)
        case Either(left, right):
            return _either(evaluate(left, facts, answers), right, facts, answers)
        case Compare(operator, left, right):
            return compare(operator, _value(left, facts, answers), _value(right, facts, answers))
    return truth(_value(condition, facts, answers))


def fact_names(condition: Condition) -> frozenset[str]:
    """Return the facts that the condition looks at."""
    return frozenset(node.name for node in nodes(condition) if isinstance(node, FactName))


def answer_names(condition: Condition) -> frozenset[str]:
    """Return the questions whose answers the condition looks at."""
    return frozenset(node.question for node in nodes(condition) if isinstance(node, AnswerName))


def _both(left: bool | None, right: Condition, facts: Facts, answers: _Answers) -> bool | None:
    if left is False:
        return False
    said = evaluate(right, facts, answers)
    return None if left is None and said is not False else said


def _either(left: bool | None, right: Condition, facts: Facts, answers: _Answers) -> bool | None:
    if left is True:
        return True
    said = evaluate(right, facts, answers)
    return None if left is None and said is not True else said


def _value(condition: Condition, facts: Facts, answers: _Answers) -> Value:
    match condition:
        case Literal(value):
            return value
        case FactName(name):
            known = facts.of(name)
            return UNKNOWN if known is None else known
        case AnswerName(question):
            return answers.get(question)
        case Choices(items):
            return tuple(item.value for item in items)
    raise RuleFailed("Only names and values can be compared.")


def nodes(condition: Condition) -> Iterator[Condition]:
    """Yield the condition and every part of it."""
    yield condition
    match condition:
        case Not(inner):
            yield from nodes(inner)
        case Both(left, right) | Either(left, right) | Compare(_, left, right):
            yield from nodes(left)
            yield from nodes(right)
        case Choices(items):
            yield from items
