"""Conditions as a person would say them, for those who read a checklist."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from readiness.core.checklists import Checklist, Number
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
    answer_names,
    fact_names,
)
from readiness.core.facts import FACTS, FactKind

OPERATORS = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "in": "is one of",
}
#: Only an answer is ever compared with null.
NULL = {"==": "is not given yet", "!=": "is given"}


def in_words(condition: Condition, questions: Mapping[str, str]) -> str:
    """Return the condition as half a sentence after "if"; `questions` maps ids to their text."""
    match condition:
        case Not(FactName(name)):
            return f"“{_fact(name)}” is no"
        case Not(inner):
            return f"not ({in_words(inner, questions)})"
        case Both(left, right):
            return f"{_part(left, questions)} and {_part(right, questions)}"
        case Either(left, right):
            return f"{in_words(left, questions)} or {in_words(right, questions)}"
        case Compare() as compared:
            return _compared(compared, questions)
        case FactName(name):
            return f"“{_fact(name)}” is yes"
    return _name(condition, questions)


def if_unknown(condition: Condition, numbers: Collection[str]) -> str:
    """Return when it holds although it is undecided, to be said after `in_words`.

    `numbers` are the questions answered with one; of the others "I don't know" is a word to compare.
    """
    if fact_names(condition):
        return ", or if that is not known"
    is_number = not answer_names(condition).isdisjoint(numbers)
    return ", or if the answer is “I don't know”" if is_number else ""


def numbers_of(checklist: Checklist) -> frozenset[str]:
    return frozenset(each.id for each in checklist.questions if isinstance(each.answer, Number))


def _part(condition: Condition, questions: Mapping[str, str]) -> str:
    words = in_words(condition, questions)
    return f"({words})" if isinstance(condition, Either) else words


def _compared(compared: Compare, questions: Mapping[str, str]) -> str:
    left, right = compared.left, compared.right
    if isinstance(right, FactName) and isinstance(left, Literal) and compared.operator == "in":
        return f"“{_fact(right.name)}” includes {_choice(right.name, left.value)}"
    if isinstance(right, Literal) and right.value is None:
        return f"{_name(left, questions)} {NULL[compared.operator]}"
    operator = OPERATORS[compared.operator]
    return f"{_name(left, questions)} {operator} {_name(right, questions)}"


def _name(condition: Condition, questions: Mapping[str, str]) -> str:
    match condition:
        case FactName(name):
            return f"“{_fact(name)}”"
        case AnswerName(question):
            return f"the answer to “{questions.get(question, question)}”"
        case Choices(items):
            return " or ".join(_said(item.value) for item in items)
        case Literal(value):
            return _said(value)
    return in_words(condition, questions)


def _fact(name: str) -> str:
    return FACTS[name].label if name in FACTS else name


def _choice(name: str, value: Scalar) -> str:
    fact = FACTS.get(name)
    labels = dict(fact.choices) if fact and fact.kind is FactKind.SET else {}
    return labels.get(str(value), _said(value)).lower()


def _said(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not given yet" if value is None else str(value).replace("_", " ")
