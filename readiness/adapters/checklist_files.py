"""Checklist files: YAML in, either the document to store or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.adapters import (
    checklist_includes,
    checklist_modules,
    checklist_reading,
    checklist_sources,
    yaml_nodes,
)
from readiness.adapters.checklist_checks import parts_of
from readiness.adapters.checklist_includes import Flat
from readiness.adapters.checklist_model import Checklist, Module
from readiness.adapters.checklist_sources import LARGEST as LARGEST
from readiness.adapters.checklist_sources import MOST_FAULTS as MOST_FAULTS
from readiness.adapters.checklist_sources import Source
from readiness.adapters.faults import Fault
from readiness.adapters.yaml_nodes import Node, Scalar


@dataclass(frozen=True, slots=True)
class Loaded:
    """`document` is what core/checklist_documents.py reads; None if there are faults, or if the
    file is a module, which is only ever read as a part of checklists.
    """

    document: dict[str, object] | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()


def load(path: Path) -> Loaded:
    """Read the file and the modules that it uses: those beside it, else the shipped ones."""
    return _loaded(checklist_sources.from_file(path), checklist_modules.folders_of(path))


def loads(text: str, name: str, folders: Sequence[Path] = (checklist_modules.SHIPPED,)) -> Loaded:
    """Read the text of a checklist or module; `name` is what its faults are said to be in.

    Modules are looked for in the folders.
    """
    return _loaded(checklist_sources.from_text(text, name), folders)


def _loaded(source: Source, folders: Sequence[Path]) -> Loaded:
    if source.root is None:
        return Loaded(None, checklist_sources.faults(source.name, source.complaints))
    if _is_module(source.root):
        module = checklist_reading.read(source, source.root, Module)
        return Loaded(None, checklist_sources.faults(source.name, module.complaints))
    return _checklist(source, source.root, folders)


def _is_module(root: Node) -> bool:
    kind = root.entries.get("kind") if isinstance(root, yaml_nodes.Mapping) else None
    return isinstance(kind, Scalar) and kind.value == "module"


def _checklist(source: Source, root: Node, folders: Sequence[Path]) -> Loaded:
    usage = checklist_modules.find(parts_of(root).uses, folders)
    reading = checklist_reading.read(source, root, Checklist, usage.areas)
    found = [*reading.complaints, *usage.complaints]
    if reading.content is None:
        return Loaded(None, (*checklist_sources.faults(source.name, found), *usage.faults))
    flat = checklist_includes.flatten(reading.content, reading, usage)
    found += flat.complaints
    if found or usage.faults:
        return Loaded(None, (*checklist_sources.faults(source.name, found), *usage.faults))
    return Loaded(_document(reading.content, flat), ())


def _document(checklist: Checklist, flat: Flat) -> dict[str, object]:
    """Return plain JSON with every default written out and each condition beside its parsed form."""
    whole = checklist.model_copy(update={"areas": flat.areas, "questions": flat.questions})
    document: dict[str, object] = whole.model_dump(mode="json", by_alias=True)
    for key in ("questions", "gates"):
        entries = document[key]
        for entry in entries if isinstance(entries, list) else ():
            text = entry["applies_if"]
            if text is not None:
                entry["applies_if"] = {"text": text, "parsed": flat.conditions[text]}
    return document
