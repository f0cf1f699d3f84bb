"""The modules that a checklist uses: found beside it or among the shipped ones, each read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.adapters import checklist_folders, checklist_reading, checklist_sources, yaml_nodes
from readiness.adapters.checklist_checks import Entry
from readiness.adapters.checklist_folders import ENDINGS, MODULES
from readiness.adapters.checklist_model import MOST_MODULES, Module
from readiness.adapters.checklist_reading import Reading
from readiness.adapters.faults import Complaint, Fault, Misspelt

SHIPPED = checklist_folders.SHIPPED / MODULES
_NAME = re.compile(r"[a-z0-9_-]{1,40}\Z")


@dataclass(frozen=True, slots=True)
class Used:
    """One entry under `modules`, and the module that it names."""

    entry: Entry
    module: Reading[Module]


@dataclass(frozen=True, slots=True)
class Usage:
    """What stands under `modules`. `faults` are within the modules' own files."""

    used: tuple[Used, ...]
    complaints: tuple[Complaint, ...]
    faults: tuple[Fault, ...]
    is_complete: bool

    @property
    def areas(self) -> frozenset[str] | None:
        """Return the areas that the modules bring along, None when not all modules can be read."""
        if not self.is_complete:
            return None
        return frozenset(
            area.id for each in self.used for area in each.module.parts.areas if area.id
        )


def changes_of(use: Entry) -> Mapping[str, yaml_nodes.Mapping]:
    """Return what the checklist asks otherwise, by the module's question."""
    found = use.node.entries.get("change")
    entries = found.entries.items() if isinstance(found, yaml_nodes.Mapping) else ()
    return {key: node for key, node in entries if isinstance(node, yaml_nodes.Mapping)}


def folders_of(path: Path) -> tuple[Path, ...]:
    """Return where the file's modules are looked for."""
    return (path.parent / MODULES, SHIPPED)


def find(uses: Sequence[Entry], folders: Sequence[Path]) -> Usage:
    """Read each module that is used."""
    used: list[Used] = []
    complaints: list[Complaint] = []
    faults: list[Fault] = []
    for entry in uses[:MOST_MODULES]:
        path = _path(entry.id, folders)
        if entry.id in {each.entry.id for each in used}:
            complaints.append(Complaint(entry.at, f"`{entry.id}` is used twice."))
        elif path is None:
            complaints += _not_found(entry, folders)
        elif module := _read(path, faults):
            used.append(Used(entry, module))
            complaints += _misnamed(entry, path, module)
    return Usage(tuple(used), tuple(complaints), tuple(faults), len(used) == len(uses))


def _path(name: str | None, folders: Iterable[Path]) -> Path | None:
    # A name is checked before it becomes a part of a path.
    if name is None or not _NAME.match(name):
        return None
    paths = (folder / f"{name}{ending}" for folder in folders for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def _not_found(entry: Entry, folders: Iterable[Path]) -> Iterator[Complaint]:
    known = {path.stem for folder in folders for path in checklist_folders.written_in(folder)}
    # What cannot be a name at all is said where the keys are checked.
    if entry.id is not None and _NAME.match(entry.id):
        yield Complaint(entry.at, f"There is no module `{entry.id}`", Misspelt(entry.id, known))


def _read(path: Path, faults: list[Fault]) -> Reading[Module] | None:
    """Return the module if it is good; else add its faults."""
    source = checklist_sources.from_file(path)
    found = source.complaints
    if source.root is not None:
        reading = checklist_reading.read(source, source.root, Module)
        if reading.is_good:
            return reading
        found = reading.complaints
    faults.extend(checklist_sources.faults(source.name, found))
    return None


def _misnamed(entry: Entry, path: Path, module: Reading[Module]) -> Iterator[Complaint]:
    twin = path.with_suffix(ENDINGS[-1])
    if path != twin and twin.is_file():
        sentence = f"There are both {MODULES}/{path.name} and {MODULES}/{twin.name}; keep one."
        yield Complaint(entry.at, sentence)
    if module.content and module.content.id != entry.id:
        sentence = f"The id in {MODULES}/{path.name} is `{module.content.id}`, not the file's name."
        yield Complaint(entry.at, sentence)
