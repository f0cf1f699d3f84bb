"""The conditions of a checklist's questions and gates, parsed and typed where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from readiness.adapters import condition_parser, condition_types, yaml_nodes
from readiness.adapters.checklist_checks import Entry, Parts, circles, text_of
from readiness.adapters.condition_parser import Parsed
from readiness.adapters.condition_types import Names, Shape
from readiness.adapters.faults import Complaint, Place, place_of
from readiness.adapters.yaml_nodes import Scalar
from readiness.core.condition_documents import to_plain
from readiness.core.conditions import Condition, answer_names

#: Of all different conditions of a file, in characters: parsing them takes most of the time.
MOST_TEXT = 30_000


@dataclass(frozen=True, slots=True)
class Conditions:
    """`plain` is by the stripped text of the condition."""

    plain: dict[str, dict[str, object]]
    complaints: tuple[Complaint, ...]


def read(parts: Parts, source: str) -> Conditions:
    """Parse every condition against the known facts and the questions of this file."""
    reader = _Reader(names_of(parts), source)
    found = list(reader.read(parts.questions))
    needs = {each.id: answer_names(each.condition) for each in found if each.id and each.condition}
    found += reader.read((*parts.gates, *parts.uses))
    plain = {each.text: to_plain(each.condition) for each in found if each.condition is not None}
    complaints = [complaint for each in found for complaint in each.complaints]
    return Conditions(plain, (*complaints, *circles(parts.questions, needs, "depend on")))


def names_of(*files: Parts) -> Names:
    """Return what a condition may name: the known facts, and the questions of these files."""
    answers = {id_: shape for parts in files for id_, shape in _answers(parts)}
    questions = (each for parts in files for each in parts.questions)
    late = frozenset(each.id for each in questions if each.id and _is_late(each))
    return Names(condition_types.facts(), answers, late)


def too_much(texts: Collection[str], at: Place) -> Iterator[Complaint]:
    """Complain if these different conditions take too long to read together."""
    if sum(map(len, texts)) > MOST_TEXT:
        yield Complaint(at, f"All conditions together have at most {MOST_TEXT:,} characters.")


@dataclass(frozen=True, slots=True)
class _Found:
    id: str | None
    text: str = ""
    condition: Condition | None = None
    complaints: tuple[Complaint, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Parses each text once. `parsed` is by the text, and whether it stands after the launch."""

    names: Names
    source: str
    parsed: dict[tuple[str, bool], Parsed] = field(default_factory=dict)

    def read(self, entries: Iterable[Entry]) -> Iterator[_Found]:
        for entry in entries:
            node = text_of(entry, "applies_if")
            text = str(node.value).strip() if node else ""
            excess = tuple(too_much({text, *(each for each, _ in self.parsed)}, entry.at))
            if excess:
                yield _Found(entry.id, complaints=excess)
                return
            yield self._read(entry, node, text) if node else _Found(entry.id)

    def _read(self, entry: Entry, node: Scalar, text: str) -> _Found:
        parsed = self._parse(text, is_late=_is_late(entry))
        complaints = tuple(
            Complaint(_place(node, text, misfit.at, self.source), misfit.sentence, misfit.misspelt)
            for misfit in parsed.misfits
        )
        return _Found(entry.id, text, parsed.condition, complaints)

    def _parse(self, text: str, *, is_late: bool) -> Parsed:
        if (text, is_late) not in self.parsed:
            names = self.names.after_launch if is_late else self.names
            self.parsed[text, is_late] = condition_parser.parse(text, names)
        return self.parsed[text, is_late]


def _is_late(entry: Entry) -> bool:
    asked_from = text_of(entry, "from")
    return asked_from is not None and asked_from.value == "launched"


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
