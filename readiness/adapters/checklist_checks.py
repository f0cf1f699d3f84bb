"""What must fit together within one checklist, checked as far as its parts can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from readiness.adapters import yaml_nodes
from readiness.adapters.checklist_model import MOST_QUESTIONS
from readiness.adapters.faults import Complaint, Misspelt, Place
from readiness.adapters.yaml_nodes import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Entry:
    """One area, question, gate or use of a module as far as it can be read."""

    node: yaml_nodes.Mapping
    id: str | None
    at: Place


@dataclass(frozen=True, slots=True)
class Parts:
    areas: tuple[Entry, ...]
    questions: tuple[Entry, ...]
    gates: tuple[Entry, ...]
    uses: tuple[Entry, ...]


def parts_of(root: Node) -> Parts:
    areas, questions, gates, uses = (
        tuple(_entries(root, key, named))
        for key, named in (
            ("areas", "id"),
            ("questions", "id"),
            ("gates", "id"),
            ("modules", "use"),
        )
    )
    return Parts(areas, questions, gates, uses)


def complaints(parts: Parts, areas: frozenset[str] | None) -> Iterator[Complaint]:
    """Complain about what does not fit together. Gates may cover these areas too; if None, any."""
    for what, entries in (
        ("area", parts.areas),
        ("question", parts.questions),
        ("gate", parts.gates),
    ):
        yield from _twice(what, entries)
    yield from _without_area(parts)
    yield from _earlier_ids(parts)
    if areas is not None:
        yield from _unknown_areas(parts, areas)
    yield from _unknown_gates(parts)
    yield from circles(
        parts.gates, {gate.id: _names(gate, "after") for gate in parts.gates if gate.id}, "wait for"
    )


def circles(
    entries: Iterable[Entry], needs: Mapping[str, Iterable[str]], verb: str
) -> Iterator[Complaint]:
    """Complain about the first circle in what needs what."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        first = next(entry for entry in entries if entry.id in circle)
        start = circle.index(str(first.id))
        path = [*circle[start:-1], *circle[: start + 1]]
        yield Complaint(first.at, f"These {verb} each other in a circle: {' > '.join(path)}.")


def text_of(entry: Entry, key: str) -> Scalar | None:
    """Return the node under the key if it is text."""
    node = entry.node.entries.get(key)
    return node if isinstance(node, Scalar) and isinstance(node.value, str) else None


def _entries(root: Node, key: str, named: str) -> Iterator[Entry]:
    found = root.entries.get(key) if isinstance(root, yaml_nodes.Mapping) else None
    items = found.items if isinstance(found, Sequence) else ()
    for node in items[:MOST_QUESTIONS]:
        if isinstance(node, yaml_nodes.Mapping):
            entry = Entry(node, None, node.at)
            name = text_of(entry, named)
            yield Entry(node, str(name.value), name.at) if name else entry


def _twice(what: str, entries: Iterable[Entry]) -> Iterator[Complaint]:
    seen: dict[str, Place] = {}
    for entry in entries:
        if entry.id in seen:
            line = seen[entry.id].line
            yield Complaint(entry.at, f"There is another {what} `{entry.id}` on line {line}.")
        elif entry.id:
            seen[entry.id] = entry.at


def _without_area(parts: Parts) -> Iterator[Complaint]:
    areas = {area.id for area in parts.areas if area.id}
    for question in parts.questions:
        area, dot, _ = (question.id or "").partition(".")
        if dot and area not in areas:
            sentence = f"`{question.id}` is in no area"
            yield Complaint(question.at, sentence, Misspelt(area, areas))


def _earlier_ids(parts: Parts) -> Iterator[Complaint]:
    """Complain about an earlier id that a question has, or that another one had."""
    ids = {question.id for question in parts.questions}
    seen: dict[str, Entry] = {}
    for question in parts.questions:
        for node in _texts(question, "was"):
            name = str(node.value)
            if name in ids:
                yield Complaint(node.at, f"`{name:.80}` is the id of a question of this checklist.")
            elif seen.setdefault(name, question) is not question:
                other = seen[name].id
                yield Complaint(node.at, f"`{name:.80}` is an earlier id of `{other}` already.")


def _unknown_areas(parts: Parts, further: frozenset[str]) -> Iterator[Complaint]:
    areas = {area.id for area in parts.areas if area.id} | further
    for gate in parts.gates:
        yield from _unknown(gate, "areas", areas, "an area of this checklist")


def _unknown_gates(parts: Parts) -> Iterator[Complaint]:
    gates = {gate.id for gate in parts.gates if gate.id}
    for gate in parts.gates:
        yield from _unknown(gate, "after", gates, "a gate of this checklist")


def _unknown(gate: Entry, key: str, known: set[str], what: str) -> Iterator[Complaint]:
    for node in _texts(gate, key):
        name = str(node.value)
        if name not in known:
            yield Complaint(node.at, f"`{name:.40}` is not {what}", Misspelt(name, known))


def _texts(entry: Entry, key: str) -> list[Scalar]:
    node = entry.node.entries.get(key)
    items = node.items if isinstance(node, Sequence) else ()
    return [item for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]


def _names(entry: Entry, key: str) -> list[str]:
    return [str(node.value) for node in _texts(entry, key)]
