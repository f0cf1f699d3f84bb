"""YAML as a tree that remembers where everything stood."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from readiness.adapters.faults import Complaint, Place


@dataclass(frozen=True, slots=True)
class Scalar:
    at: Place
    value: str | int | bool | Decimal | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sequence:
    at: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    at: Place
    entries: dict[str, Node]
    keys: dict[str, Place]
    is_flow: bool = False  # {written: like this}


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Tree:
    """`root` is None when the text is not YAML at all."""

    root: Node | None
    complaints: tuple[Complaint, ...]


def plain(node: Node) -> object:
    """Return the values alone. A decimal number stays a Decimal."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {key: plain(value) for key, value in entries.items()}
