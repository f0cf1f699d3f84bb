"""SQLite as a server needs it: write-ahead log, full durability, honest locks."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

try:
    # Debian's SQLite can corrupt a WAL database when two connections checkpoint at once;
    # this wheel brings a repaired one. It does not exist for every processor.
    from pysqlite3 import dbapi2 as driver
except ImportError:
    from sqlite3 import dbapi2 as driver

__all__ = ["can_use_wal", "driver", "engine", "pragmas"]

#: The first release in which two checkpoints at once cannot corrupt a WAL database.
REPAIRED = (3, 51, 3)

BUSY_MILLISECONDS = 5000


def can_use_wal(module: ModuleType | Any = driver) -> bool:
    return tuple(module.sqlite_version_info) >= REPAIRED


def pragmas(*, read_only: bool) -> tuple[str, ...]:
    """Return what each connection is told. Without a safe WAL: the old journal, synced harder."""
    journal = ("journal_mode=WAL", "synchronous=FULL")
    if not can_use_wal():
        journal = ("journal_mode=TRUNCATE", "synchronous=EXTRA")
    return (
        f"busy_timeout={BUSY_MILLISECONDS}",
        *journal,
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "trusted_schema=OFF",
        "mmap_size=0",
        f"query_only={'ON' if read_only else 'OFF'}",
    )


def engine(url: str, *, begin: str = "BEGIN IMMEDIATE") -> Engine:
    """Return an engine whose transactions start with `begin`; a plain BEGIN is for reading."""
    made = create_engine(make_url(url).set(drivername="sqlite+pysqlite"), module=driver)
    settings = pragmas(read_only=begin == "BEGIN")

    @event.listens_for(made, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(made, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return made
