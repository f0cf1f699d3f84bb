"""One file of the checklist format as a tree, read from the disk or from a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from readiness.adapters import yaml_reader
from readiness.adapters.faults import Complaint, Fault, Place
from readiness.adapters.yaml_nodes import Node

LARGEST = 1_000_000
MOST_FAULTS = 100
START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """`root` is None when the file cannot be read as YAML; then there are complaints."""

    name: str
    text: str
    root: Node | None
    complaints: tuple[Complaint, ...]


def from_file(path: Path) -> Source:
    """Read the file. One that cannot be read is a fault like any other."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        return _refused(str(path), f"The file cannot be read: {error.strerror}.")
    if len(raw) > LARGEST:
        return _refused(str(path), f"The file is larger than {LARGEST:,} bytes.")
    try:
        return from_text(raw.decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _refused(str(path), "The file is not UTF-8 text.", Place(line, 1))


def from_text(text: str, name: str) -> Source:
    if len(text) > LARGEST:
        return _refused(name, f"The file is larger than {LARGEST:,} characters.")
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    tree = yaml_reader.parse(source)
    return Source(name, source, tree.root, tree.complaints)


def faults(name: str, complaints: Iterable[Complaint]) -> tuple[Fault, ...]:
    """Return the complaints in the order of the file, each once, and not too many of them."""
    found = sorted(set(complaints))
    told = [complaint.about(name) for complaint in found[:MOST_FAULTS]]
    left_out = found[MOST_FAULTS:]
    if not left_out:
        return tuple(told)
    more = Complaint(left_out[0].at, f"{len(left_out)} more faults from here on.")
    return (*told, more.about(name))


def _refused(name: str, sentence: str, at: Place = START) -> Source:
    return Source(name, "", None, (Complaint(at, sentence),))
