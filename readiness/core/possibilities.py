"""Whether there is any service, answered in any way, for which a condition is true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise, product
from math import prod
from typing import TypeVar

from readiness.core.answers import choices
from readiness.core.checklists import AnswerType, Number
from readiness.core.conditions import (
    AnswerScalar,
    Condition,
    Either,
    Literal,
    answer_names,
    evaluate,
    fact_names,
    nodes,
)
from readiness.core.facts import FACTS, Fact, FactKind, Facts, FactValue

Value = TypeVar("Value")

#: Beyond so many cases a condition is taken to be possible.
MOST_CASES = 30_000
#: And beyond so many looks at a part of a condition, over all that are tried together.
MOST_LOOKS = 400_000


@dataclass(slots=True)
class Patience:
    """How many looks are left for all conditions of a file, so that no file takes long."""

    left: int = MOST_LOOKS


def can_hold(
    condition: Condition, answers: Mapping[str, AnswerType], patience: Patience | None = None
) -> bool:
    """Return false only if no known facts and no answers make the condition true.

    What is not known is not tried: it leaves a condition undecided, and then its question is asked.
    """
    patience = patience or Patience()
    if isinstance(condition, Either):
        return can_hold(condition.left, answers, patience) or can_hold(
            condition.right, answers, patience
        )
    facts = {name: _fact_values(FACTS[name], condition) for name in fact_names(condition)}
    given = {name: _answer_values(answers[name], condition) for name in answer_names(condition)}
    cases = prod(len(values) for values in (*facts.values(), *given.values()))
    looks = sum(1 for _ in nodes(condition))
    if cases > MOST_CASES or cases * looks > patience.left:
        return True
    for known, said in ((known, said) for known in _cases(facts) for said in _cases(given)):
        patience.left -= looks
        if evaluate(condition, Facts(known), said):
            return True
    return False


def _cases(values: Mapping[str, tuple[Value, ...]]) -> Iterator[dict[str, Value]]:
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def _fact_values(fact: Fact, condition: Condition) -> tuple[FactValue, ...]:
    if fact.kind is FactKind.FLAG:
        return (True, False)
    if fact.kind is FactKind.LEVEL:
        return tuple(int(choice) for choice, _ in fact.choices)
    # What the condition does not name makes no difference to it.
    literals = _literals(condition)
    named = [choice for choice, _ in fact.choices if choice in literals]
    return tuple(
        frozenset(some) for size in range(len(named) + 1) for some in combinations(named, size)
    )


def _answer_values(kind: AnswerType, condition: Condition) -> tuple[AnswerScalar, ...]:
    if not isinstance(kind, Number):
        return (*choices(kind), None)
    may_be_negative = kind.minimum is not None and kind.minimum < 0
    found = _around(_thresholds(condition), len(answer_names(condition)))
    return (*(number for number in found if number >= 0 or may_be_negative), None)


def _thresholds(condition: Condition) -> set[Decimal]:
    """Return the numbers at which something may change: those that are named, and the levels."""
    named = [each for each in _literals(condition) if isinstance(each, int | Decimal)]
    levels = [
        choice
        for name in fact_names(condition)
        if FACTS[name].kind is FactKind.LEVEL
        for choice, _ in FACTS[name].choices
    ]
    return {Decimal(each) for each in (0, *named, *levels)}


def _around(thresholds: Iterable[Decimal], answers: int) -> Iterator[Decimal]:
    """Yield each threshold, and between and beyond them enough numbers to tell answers apart."""
    within = sorted(thresholds)
    bounds = [within[0] - answers - 1, *within, within[-1] + answers + 1]
    yield from within
    for low, high in pairwise(bounds):
        yield from (low + (high - low) * step / (answers + 1) for step in range(1, answers + 1))


def _literals(condition: Condition) -> list[object]:
    return [node.value for node in nodes(condition) if isinstance(node, Literal)]
