"""Reading YAML without its surprises: no aliases, no tags, no second meaning of a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

import yaml
from yaml.error import Mark

from readiness.adapters.faults import Complaint, Place, place_of
from readiness.adapters.yaml_nodes import Mapping, Node, Scalar, Sequence, Tree

DEEPEST = 20
MOST_NODES = 50_000

# Nobody sees these in an editor, and some of them show a text in another order than it has.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    "|[\ud800-\udfff]"
)
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,9}\Z")
_WORDS: dict[str, bool | None] = {
    "true": True,
    "yes": True,
    "false": False,
    "no": False,
    "null": None,
    "~": None,
    "": None,
}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Unreadable(Exception):
    def __init__(self, at: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.complaint = Complaint(at, sentence)


def parse(text: str) -> Tree:
    """Read one document. Lines end with a line feed."""
    invisible = tuple(
        Complaint(place_of(text, found.start()), f"An invisible character, {_code(found)}.")
        for _, found in zip(range(20), _INVISIBLE.finditer(text), strict=False)
    )
    if invisible:
        return Tree(None, invisible)
    builder = _Builder(yaml.parse(text, Loader=_LOADER))
    try:
        return Tree(builder.document(), tuple(builder.complaints))
    except _Unreadable as error:
        return Tree(None, (*builder.complaints, error.complaint))
    except yaml.MarkedYAMLError as error:
        return Tree(None, (*builder.complaints, _syntax(error)))


@dataclass(slots=True)
class _Builder:
    events: Iterator[yaml.Event]
    complaints: list[Complaint] = field(default_factory=list)
    nodes: int = 0

    def document(self) -> Node:
        next(self.events)
        start = next(self.events)
        if not isinstance(start, yaml.DocumentStartEvent):
            raise _Unreadable(Place(1, 1), "The file is empty.")
        root = self.node(next(self.events), depth=1)
        next(self.events)
        end = next(self.events)
        if isinstance(end, yaml.DocumentStartEvent):
            raise _Unreadable(
                _at(end), "A file holds one checklist; a second document starts here."
            )
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        self._bound(event, depth)
        self._refuse_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(_at(event), tuple(self._items(depth)))
        return _scalar(event)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def _mapping(self, start: yaml.MappingStartEvent, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            self._enter(key, value, event, entries, keys)
        return Mapping(_at(start), entries, keys, bool(start.flow_style))

    def _enter(
        self,
        key: Node,
        value: Node,
        event: yaml.Event,
        entries: dict[str, Node],
        keys: dict[str, Place],
    ) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self.complaints.append(Complaint(key.at, "A key must be a word."))
            return
        name = event.value
        if name in keys:
            sentence = f"`{name:.40}` stands here twice; it was on line {keys[name].line} before."
            self.complaints.append(Complaint(key.at, sentence))
            return
        entries[name], keys[name] = value, key.at

    def _bound(self, event: yaml.Event, depth: int) -> None:
        self.nodes += 1
        if depth > DEEPEST:
            raise _Unreadable(_at(event), f"Nested deeper than {DEEPEST} levels.")
        if self.nodes > MOST_NODES:
            raise _Unreadable(_at(event), "Too many values for one checklist.")

    def _refuse_extras(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sentence = "Anchors and aliases (&name, *name) are not allowed; write the text out."
            self.complaints.append(Complaint(_at(event), sentence))
        if getattr(event, "tag", None):
            self.complaints.append(Complaint(_at(event), "Tags (!name) are not allowed."))


def _scalar(event: yaml.Event) -> Scalar:
    span = (_mark(event.start_mark).index, _mark(event.end_mark).index)
    if not isinstance(event, yaml.ScalarEvent):
        return Scalar(_at(event), None, span)
    value = str(event.value) if event.style else _meaning(event.value)
    return Scalar(_at(event), value, span)


def _meaning(word: str) -> str | int | bool | Decimal | None:
    """Return what an unquoted word means: YAML's words, plain numbers, and text."""
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    if _WHOLE.match(word):
        return int(word)
    return Decimal(word) if _DECIMAL.match(word) else word


def _syntax(error: yaml.MarkedYAMLError) -> Complaint:
    mark = error.problem_mark or error.context_mark
    at = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    return Complaint(at, f"This is not YAML: {error.problem}.")


def _at(event: yaml.Event) -> Place:
    mark = _mark(event.start_mark)
    return Place(mark.line + 1, mark.column + 1)


def _mark(mark: object) -> Mark:
    # The types allow an event to have none; both of PyYAML's parsers always give one.
    return cast(Mark, mark)


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found.group()):04X}"
