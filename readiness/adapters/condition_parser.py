"""From the text of a condition to the node tree that the core evaluates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.adapters import condition_syntax
from readiness.adapters.condition_parts import NotACondition, Part, PartKind
from readiness.adapters.condition_types import (
    ANYTHING,
    Names,
    Shape,
    Type,
    literal,
    mismatch,
)
from readiness.adapters.faults import Misspelt
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

_JOINTS: Mapping[PartKind, type[Both | Either]] = {PartKind.AND: Both, PartKind.OR: Either}
_CONDITIONS = {PartKind.AND, PartKind.OR, PartKind.NOT, PartKind.COMPARISON}
_CONSTANTS = {PartKind.LITERAL, PartKind.LIST}


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong at which character of a condition's text."""

    at: int
    sentence: str
    misspelt: Misspelt | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """`condition` is None when there are misfits."""

    condition: Condition | None
    misfits: tuple[Misfit, ...]


def parse(text: str, names: Names) -> Parsed:
    """Return the condition, or everything that is wrong with its names and types."""
    try:
        part = condition_syntax.parse(text)
    except NotACondition as error:
        return Parsed(None, (Misfit(error.at, error.sentence),))
    reader = _Reader(names)
    condition = reader.condition(part)
    return Parsed(None if reader.misfits else condition, tuple(reader.misfits))


@dataclass(slots=True)
class _Reader:
    names: Names
    misfits: list[Misfit] = field(default_factory=list)

    def condition(self, part: Part) -> Condition:
        """Read a part that must be true or false."""
        if part.kind in _JOINTS:
            left, right = (self.condition(inner) for inner in part.parts)
            return _JOINTS[part.kind](left, right)
        if part.kind is PartKind.NOT:
            return Not(self.condition(part.parts[0]))
        if part.kind is PartKind.COMPARISON:
            return self.comparison(part)
        node, shape = self.value(part)
        if shape.type not in {Type.FLAG, Type.ANY}:
            self.complain(part, f"A condition must be true or false; this is {shape.type}.")
        return node

    def comparison(self, part: Part) -> Condition:
        left, right = part.parts
        if {left.kind, right.kind} <= _CONSTANTS:
            self.complain(part, "This compares no fact and no answer.")
        (left_node, left_shape), (right_node, right_shape) = self.value(left), self.value(right)
        operator = str(part.value)
        if operator == "in" and right.kind is PartKind.LIST:
            self.membership(left_shape, right)
        elif wrong := mismatch(operator, left_shape, right_shape):
            self.complain(part, wrong)
        return Compare(operator, left_node, right_node)

    def membership(self, left: Shape, choices: Part) -> None:
        for item in choices.parts:
            if wrong := mismatch("==", left, literal(item.value)):
                self.complain(item, wrong)

    def value(self, part: Part) -> tuple[Condition, Shape]:
        """Read a part that can be compared."""
        if part.kind in _CONDITIONS:
            self.complain(part, "Only names and values can be compared; join comparisons with &&.")
            return Literal(None), ANYTHING
        if part.kind is PartKind.LIST:
            items = tuple(Literal(item.value) for item in part.parts)
            return Choices(items), Shape(Type.LIST)
        if part.kind is PartKind.LITERAL:
            return Literal(part.value), literal(part.value)
        return self.name(part, str(part.value))

    def name(self, part: Part, name: str) -> tuple[Condition, Shape]:
        if part.kind is PartKind.FACT:
            if name not in self.names.facts:
                known = Misspelt(name, self.names.facts)
                self.complain(part, f"`{name:.40}` is not a known fact", known)
            return FactName(name), self.names.facts.get(name, ANYTHING)
        if name not in self.names.answers:
            known = Misspelt(name, self.names.answers)
            self.complain(part, f"`{name:.40}` is not a question of this checklist", known)
        if name in self.names.late:
            sentence = "is asked only after the launch; nothing before it can hang on its answer."
            self.complain(part, f"`{name:.40}` {sentence}")
        return AnswerName(name), self.names.answers.get(name, ANYTHING)

    def complain(self, part: Part, sentence: str, misspelt: Misspelt | None = None) -> None:
        self.misfits.append(Misfit(part.at, sentence, misspelt))
