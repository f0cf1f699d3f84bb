"""Asks the operating system how much room a folder has, and which files can be read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def free_bytes(folder: Path) -> int:
    """Return the room that is left to us, none where the folder is gone."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def unreadable(files: Iterable[Path]) -> list[str]:
    """Return the names of the files that are no text that we may read."""
    return [path.name for path in files if not _is_readable(path)]


def _is_readable(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return True
