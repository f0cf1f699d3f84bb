"""The conditions of a checklist's questions and gates, parsed and typed where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.adapters import condition_parser, condition_types, yaml_nodes
from readiness.adapters.checklist_checks import Entry, Parts, circles, text_of
from readiness.adapters.condition_types import Names, Shape
from readiness.adapters.faults import Complaint, Place, place_of
from readiness.adapters.yaml_nodes import Scalar
from readiness.core.condition_documents import to_plain
from readiness.core.conditions import Condition, answer_names


@dataclass(frozen=True, slots=True)
class Conditions:
    """`plain` is by the stripped text of the condition."""

    plain: dict[str, dict[str, object]]
    complaints: tuple[Complaint, ...]


def read(parts: Parts, source: str) -> Conditions:
    """Parse every condition against the known facts and the questions of this file."""
    names = names_of(parts)
    found = [_parse(entry, names, source) for entry in parts.questions]
    needs = {each.id: answer_names(each.condition) for each in found if each.id and each.condition}
    found += [_parse(entry, names, source) for entry in (*parts.gates, *parts.uses)]
    plain = {each.text: to_plain(each.condition) for each in found if each.condition is not None}
    complaints = [complaint for each in found for complaint in each.complaints]
    return Conditions(plain, (*complaints, *circles(parts.questions, needs, "depend on")))


def names_of(*files: Parts) -> Names:
    """Return what a condition may name: the known facts, and the questions of these files."""
    answers = {id_: shape for parts in files for id_, shape in _answers(parts)}
    return Names(condition_types.facts(), answers)


@dataclass(frozen=True, slots=True)
class _Found:
    id: str | None
    text: str = ""
    condition: Condition | None = None
    complaints: tuple[Complaint, ...] = ()


def _parse(entry: Entry, names: Names, source: str) -> _Found:
    node = text_of(entry, "applies_if")
    if node is None:
        return _Found(entry.id)
    text = str(node.value).strip()
    parsed = condition_parser.parse(text, names)
    complaints = tuple(
        Complaint(_place(node, text, misfit.at, source), misfit.sentence)
        for misfit in parsed.misfits
    )
    return _Found(entry.id, text, parsed.condition, complaints)


def _answers(parts: Parts) -> Iterator[tuple[str, Shape]]:
    for question in parts.questions:
        if question.id:
            yield question.id, condition_types.answer(_answer_type(question))


def _answer_type(question: Entry) -> object:
    node = question.node.entries.get("answer")
    if not isinstance(node, yaml_nodes.Mapping):
        return "yes_no"
    kind = node.entries.get("type")
    return kind.value if isinstance(kind, Scalar) else None


def _place(node: Scalar, text: str, at: int, source: str) -> Place:
    """Return where the character stands in the file; in a text that YAML folds, where it starts."""
    index, end = node.span
    for line in text.split("\n"):
        index = source.find(line, index, end)
        if index < 0:
            break
        if at <= len(line):
            return place_of(source, index + at)
        index, at = index + len(line), at - len(line) - 1
    return node.at
