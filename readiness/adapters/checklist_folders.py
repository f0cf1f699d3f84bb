"""Folders of checklist files, with the modules in a folder of their own among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

MODULES = "modules"
ENDINGS = (".yaml", ".yml")
SHIPPED = Path(str(resources.files("readiness.checklists")))


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files, and of each folder its checklists and modules. An empty folder stays itself."""
    for path in paths:
        yield from (_within(path) or [path]) if path.is_dir() else [path]


def _within(folder: Path) -> list[Path]:
    return [*written_in(folder), *written_in(folder / MODULES)]


def written_in(folder: Path) -> list[Path]:
    """Return the folder's files that are YAML by either of its endings."""
    return sorted(path for path in folder.glob("*") if path.suffix in ENDINGS)
