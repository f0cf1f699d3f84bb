"""Databases by short names, copied whole: SQLite's files, PostgreSQL's databases."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from readiness.store.sqlite import driver
from tests import postgres

#: pytest-xdist's workers share one server.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


class Copies(Protocol):
    """What both can do. Nobody may be in the middle of something in either database."""

    def make(self, name: str) -> str:
        """Return the address of a new database without tables."""

    def copy(self, name: str, to: str) -> None:
        """Replace what `to` holds."""

    def renew(self, name: str) -> str:
        """Return the address of a copy of the template. Whoever was connected before is cut off."""

    def drop(self, name: str) -> None:
        """Remove it."""


@dataclass(frozen=True, slots=True)
class Files:
    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.db"

    def make(self, name: str) -> str:
        return f"sqlite:///{self.path(name)}"

    def copy(self, name: str, to: str) -> None:
        """Write over what is there, so that connections that are still open see the copy."""
        with (
            closing(driver.connect(self.path(name))) as source,
            closing(driver.connect(self.path(to))) as target,
        ):
            source.backup(target)

    def renew(self, name: str) -> str:
        self.drop(name)
        self.copy("template", name)
        return self.make(name)

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path(name)}{ending}").unlink(missing_ok=True)


class Server:
    def make(self, name: str) -> str:
        return postgres.create_database(f"{name}_{WORKER}")

    def copy(self, name: str, to: str) -> None:
        postgres.create_database(f"{to}_{WORKER}", template=f"{name}_{WORKER}")

    def renew(self, name: str) -> str:
        return postgres.create_database(f"{name}_{WORKER}", template=f"template_{WORKER}")

    def drop(self, name: str) -> None:
        postgres.drop_database(f"{name}_{WORKER}")
