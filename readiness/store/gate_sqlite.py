"""Asks SQLite for the gate, and notices when another file stands where it reads."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL

from readiness.store.gate_query import MILLISECONDS, QUERY, Asked, Lost, Row
from readiness.store.sqlite import driver

STATEMENT = QUERY.format(key="?1", service="?2", environment="?3", now="?4")
SETTINGS = (f"busy_timeout={MILLISECONDS}", "query_only=ON", "trusted_schema=OFF", "mmap_size=0")


class SqliteConnection:
    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._file = _identity(self._path)
        # Only `rw` does not make an empty database where there is none.
        address = f"{path.as_uri()}?mode=rw"
        self._connection = driver.connect(address, uri=True, isolation_level=None)
        for setting in SETTINGS:
            self._connection.execute(f"PRAGMA {setting}")

    def rows(self, asked: Asked) -> list[Row]:
        if _identity(self._path) != self._file:
            raise Lost("Another file was put in the database's place.")
        *names, now = asked
        moment = now.strftime("%Y-%m-%d %H:%M:%S.%f")
        rows: list[Row] = self._connection.execute(STATEMENT, (*names, moment)).fetchall()
        return rows

    def close(self) -> None:
        self._connection.close()


def _identity(path: str) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 - asked each time, and a Path takes twice as long
    return found.st_dev, found.st_ino


def connect(url: URL) -> SqliteConnection:
    return SqliteConnection(Path(url.database or "").absolute())
