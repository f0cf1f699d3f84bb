"""Databases by short names, copied whole: SQLite's files, PostgreSQL's rows."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg

from readiness.store.engine import Database
from readiness.store.sqlite import driver
from tests import postgres, rows
from tests.rows import Rows

#: pytest-xdist's workers share one server.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
#: After so many copies PostgreSQL gets a new database.
MANY = 300


class Copies(Protocol):
    """What both can do. Nobody may be in the middle of something in either database."""

    def make(self, name: str) -> str:
        """Return the address of a new database without tables."""

    def copy(self, name: str, to: str) -> None:
        """Let `to` hold what `name` holds. Whoever is connected to `to` sees the copy."""

    def renew(self, name: str) -> str:
        """Return the address of a copy of the template."""

    def leave(self, database: Database) -> None:
        """Let go of a database that is renewed before anybody opens it again."""

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
        with (
            closing(driver.connect(self.path(name))) as source,
            closing(driver.connect(self.path(to))) as target,
        ):
            source.backup(target)

    def renew(self, name: str) -> str:
        self.drop(name)
        self.copy("template", name)
        return self.make(name)

    def leave(self, database: Database) -> None:
        database.close()

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path(name)}{ending}").unlink(missing_ok=True)


@dataclass(slots=True)
class Server:
    """A database is made once; copies are its rows, so that everybody may stay connected to it."""

    kept: dict[str, Rows] = field(default_factory=dict)
    renewed: int = 0

    def make(self, name: str) -> str:
        return postgres.create_database(f"{name}_{WORKER}")

    def copy(self, name: str, to: str) -> None:
        if name not in self.kept:
            with postgres.connected(f"{name}_{WORKER}") as connection:
                self.kept[to] = rows.take(connection)
        else:
            with postgres.connected(f"{to}_{WORKER}") as connection:
                rows.put(connection, self.kept[name])

    def renew(self, name: str) -> str:
        self.renewed += 1
        try:
            if self.renewed % MANY == 1:  # deleted rows pile up
                return self._anew(name)
            self.copy("template", name)
        except (rows.OtherShape, psycopg.Error):
            return self._anew(name)
        return postgres.address(f"{name}_{WORKER}")

    def _anew(self, name: str) -> str:
        address = postgres.create_database(f"{name}_{WORKER}", template=f"template_{WORKER}")
        if "template" not in self.kept:
            self.copy(name, "template")
        return address

    def leave(self, database: Database) -> None:
        """Stay connected."""

    def drop(self, name: str) -> None:
        self.kept.pop(name, None)
