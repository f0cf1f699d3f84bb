"""Files that somebody could not be given, noted beside the database for the worker to look at first.

A page that only shows something changes nothing in the database, and nobody waits for this note: what
is not noted is found by the daily look.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Suspects:
    instance: Path

    def note(self, sha256: str) -> None:
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            (self._folder / sha256).touch(mode=0o600)

    def taken(self) -> list[str]:
        """Return what was noted, and forget it."""
        noted = sorted(self._folder.iterdir()) if self._folder.exists() else []
        for each in noted:
            each.unlink(missing_ok=True)
        return [each.name for each in noted]

    @property
    def _folder(self) -> Path:
        return self.instance / "suspects"
