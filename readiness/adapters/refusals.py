"""Remembers in the instance folder which checklist files were refused when they were taken in last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

FILE = "run/refused-checklists"


def remember(instance: Path, sentences: Iterable[str]) -> None:
    """Keep the sentences in the place of the last ones."""
    path, text = instance / FILE, "".join(f"{line}\n" for line in sentences)
    if text:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text)
    else:
        path.unlink(missing_ok=True)


def remembered(instance: Path) -> list[str]:
    path = instance / FILE
    return path.read_text().splitlines() if path.is_file() else []
