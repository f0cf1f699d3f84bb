"""The parts of a condition's text, before anybody knows whether their names and types fit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from readiness.core.comparisons import Scalar


class PartKind(StrEnum):
    OR = "||"
    AND = "&&"
    NOT = "!"
    COMPARISON = "comparison"
    FACT = "fact"
    ANSWER = "answer"
    LITERAL = "literal"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Part:
    """`at` counts characters from the start of the text."""

    kind: PartKind
    at: int
    value: Scalar = None
    parts: tuple[Part, ...] = ()


class NotACondition(Exception):
    def __init__(self, at: int, sentence: str) -> None:
        super().__init__(sentence)
        self.at = at
        self.sentence = sentence
