"""Checklist files: YAML in, either the document to store or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.adapters import (
    checklist_documents,
    checklist_includes,
    checklist_leftovers,
    checklist_modules,
    checklist_reading,
    checklist_sources,
    checklist_warnings,
    yaml_nodes,
)
from readiness.adapters.checklist_checks import parts_of
from readiness.adapters.checklist_model import Checklist, Module
from readiness.adapters.checklist_sources import LARGEST as LARGEST
from readiness.adapters.checklist_sources import MOST_FAULTS as MOST_FAULTS
from readiness.adapters.checklist_sources import Source
from readiness.adapters.checklist_warnings import Spots
from readiness.adapters.faults import Complaint, Fault
from readiness.adapters.yaml_nodes import Node, Scalar
from readiness.core.checklist_documents import read


@dataclass(frozen=True, slots=True)
class Loaded:
    """`document` is what core/checklist_documents.py reads; None if there are faults, or if the
    file is a module, which is only ever read as a part of checklists. `leftovers` are the marks of
    a draft.
    """

    document: dict[str, object] | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()
    leftovers: tuple[Fault, ...] = ()


def load(path: Path, *, warn: bool = True) -> Loaded:
    """Read the file and the modules that it uses: those beside it, else the shipped ones.

    Finding what to warn of takes longer than finding faults, and can be left out.
    """
    return _loaded(checklist_sources.from_file(path), checklist_modules.folders_of(path), warn)


def loads(text: str, name: str, folders: Sequence[Path] = (checklist_modules.SHIPPED,)) -> Loaded:
    """Read the text of a checklist or module; `name` is what its faults are said to be in.

    Modules are looked for in the folders.
    """
    return _loaded(checklist_sources.from_text(text, name), folders, True)


def _loaded(source: Source, folders: Sequence[Path], warn: bool) -> Loaded:
    if source.root is None:
        return Loaded(None, checklist_sources.faults(source.name, source.complaints))
    if _is_module(source.root):
        return _module(source, source.root, warn)
    return _checklist(source, source.root, folders, warn)


def _is_module(root: Node) -> bool:
    kind = root.entries.get("kind") if isinstance(root, yaml_nodes.Mapping) else None
    return isinstance(kind, Scalar) and kind.value == "module"


def _module(source: Source, root: Node, warn: bool) -> Loaded:
    reading = checklist_reading.read(source, root, Module)
    if reading.content is None or reading.complaints:
        return Loaded(None, checklist_sources.faults(source.name, reading.complaints))
    if not warn:
        return Loaded(None, ())
    document = checklist_documents.of_module(reading.content, reading.conditions.plain)
    warnings = checklist_warnings.of_module(read(document), Spots(reading.parts))
    return Loaded(None, (), _sorted(source.name, warnings), _leftovers(source))


def _checklist(source: Source, root: Node, folders: Sequence[Path], warn: bool) -> Loaded:
    usage = checklist_modules.find(parts_of(root).uses, folders)
    reading = checklist_reading.read(source, root, Checklist, usage.areas)
    found = [*reading.complaints, *usage.complaints]
    if reading.content is None:
        return Loaded(None, (*checklist_sources.faults(source.name, found), *usage.faults))
    flat = checklist_includes.flatten(reading.content, reading, usage)
    found += flat.complaints
    if found or usage.faults:
        return Loaded(None, (*checklist_sources.faults(source.name, found), *usage.faults))
    document = checklist_documents.of_checklist(reading.content, flat)
    if not warn:
        return Loaded(document, (), (), _leftovers(source))
    warnings = checklist_warnings.of_checklist(read(document), Spots(reading.parts, usage.used))
    return Loaded(document, (), _sorted(source.name, warnings), _leftovers(source))


def _leftovers(source: Source) -> tuple[Fault, ...]:
    return _sorted(source.name, checklist_leftovers.complaints(source))


def _sorted(name: str, warnings: Iterable[Complaint]) -> tuple[Fault, ...]:
    return tuple(warning.about(name) for warning in sorted(set(warnings)))
