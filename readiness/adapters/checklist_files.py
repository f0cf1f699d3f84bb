"""Checklist files: YAML in, either the document to store or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from readiness.adapters import (
    checklist_checks,
    checklist_conditions,
    checklist_model,
    model_faults,
    yaml_nodes,
    yaml_reader,
)
from readiness.adapters.faults import Complaint, Fault, Place
from readiness.adapters.yaml_nodes import Node

LARGEST = 1_000_000
MOST_FAULTS = 100
START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Loaded:
    """`document` is what core/checklist_documents.py reads; None if there are faults."""

    document: dict[str, object] | None
    faults: tuple[Fault, ...]


def load(path: Path) -> Loaded:
    """Read the file. One that cannot be read is a fault like any other."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        return _refused(str(path), f"The file cannot be read: {error.strerror}.")
    if len(raw) > LARGEST:
        return _refused(str(path), f"The file is larger than {LARGEST:,} bytes.")
    try:
        return loads(raw.decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _refused(str(path), "The file is not UTF-8 text.", Place(line, 1))


def loads(text: str, name: str) -> Loaded:
    """Read the text of a checklist; `name` is what its faults are said to be in."""
    if len(text) > LARGEST:
        return _refused(name, f"The file is larger than {LARGEST:,} characters.")
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    tree = yaml_reader.parse(source)
    if tree.root is None:
        return Loaded(None, _faults(name, tree.complaints))
    return _checked(name, source, tree.root, tree.complaints)


def _checked(name: str, source: str, root: Node, complaints: Iterable[Complaint]) -> Loaded:
    parts = checklist_checks.parts_of(root)
    conditions = checklist_conditions.read(parts, source)
    found = [*complaints, *checklist_checks.complaints(parts), *conditions.complaints]
    try:
        checklist = checklist_model.Checklist.model_validate(yaml_nodes.plain(root))
    except ValidationError as error:
        return Loaded(None, _faults(name, [*found, *model_faults.complaints(error, root)]))
    if found:
        return Loaded(None, _faults(name, found))
    return Loaded(_document(checklist, conditions.plain), ())


def _document(
    checklist: checklist_model.Checklist, conditions: Mapping[str, dict[str, object]]
) -> dict[str, object]:
    """Return plain JSON with every default written out and each condition beside its parsed form."""
    document: dict[str, object] = checklist.model_dump(mode="json", by_alias=True)
    for key in ("questions", "gates"):
        entries = document[key]
        for entry in entries if isinstance(entries, list) else ():
            text = entry["applies_if"]
            if text is not None:
                entry["applies_if"] = {"text": text, "parsed": conditions[text]}
    return document


def _faults(name: str, complaints: Iterable[Complaint]) -> tuple[Fault, ...]:
    found = [complaint.about(name) for complaint in sorted(set(complaints))]
    left_out = len(found) - MOST_FAULTS
    if left_out <= 0:
        return tuple(found)
    last = found[MOST_FAULTS]
    more = Fault(name, last.line, last.column, f"{left_out} more faults from here on.")
    return (*found[:MOST_FAULTS], more)


def _refused(name: str, sentence: str, at: Place = START) -> Loaded:
    return Loaded(None, _faults(name, [Complaint(at, sentence)]))
