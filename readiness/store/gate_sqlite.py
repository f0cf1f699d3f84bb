"""Asks SQLite for the gate, and notices when another file stands where it reads."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import URL

from readiness.store.gate_query import FOUND, LACKING, MILLISECONDS, Asked, Lost, Row, is_lacking
from readiness.store.sqlite import driver

STATEMENT = FOUND.format(key="?1", address="?2", now="?3")
OTHERWISE = LACKING.format(key="?1", service="?2", environment="?3")
#: Enough to keep the verdicts of 10,000 services at hand; SQLite's own 2 MB are not.
CACHE_KIB = 32_768
SETTINGS = (
    f"busy_timeout={MILLISECONDS}",
    f"cache_size=-{CACHE_KIB}",
    "query_only=ON",
    "trusted_schema=OFF",
    "mmap_size=0",
)
#: So long a file may be read on that was moved away. To ask each time costs a tenth of the speed.
LOOK_SECONDS = 0.5
MICROSECONDS = len("2026-11-23 09:30:00.000000")


class SqliteConnection:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _identity(path)
        self._look_at = time.monotonic() + LOOK_SECONDS
        # Only `rw` does not make an empty database where there is none.
        address = f"{path.as_uri()}?mode=rw"
        self._connection = driver.connect(address, uri=True, isolation_level=None)
        self._cursor = self._connection.cursor()
        for setting in SETTINGS:
            self._cursor.execute(f"PRAGMA {setting}")

    def rows(self, asked: Asked) -> list[Row]:
        if time.monotonic() >= self._look_at:
            self._look()
        moment = asked.moment.replace("T", " ")[:MICROSECONDS]
        found_by = (asked.key, asked.address, moment)
        rows: list[Row] = self._cursor.execute(STATEMENT, found_by).fetchall()
        if not is_lacking(rows):
            return rows
        lacking_by = (asked.key, asked.service, asked.environment)
        lacking: list[Row] = self._cursor.execute(OTHERWISE, lacking_by).fetchall()
        return lacking

    def _look(self) -> None:
        if _identity(self._path) != self._file:
            raise Lost("Another file was put in the database's place.")
        self._look_at = time.monotonic() + LOOK_SECONDS

    def close(self) -> None:
        self._connection.close()


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def connect(url: URL) -> SqliteConnection:
    return SqliteConnection(Path(url.database or "").absolute())
