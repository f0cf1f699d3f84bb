"""A copy of the whole database as it is at one moment, made while others write, and its putting back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, text

from readiness.core.known_heads import Head
from readiness.store.engine import Database, backend_of
from readiness.store.sqlite import driver

HEAD = "SELECT size, hash FROM ledger_head WHERE id = 1"
SCHEMA = "SELECT version_num FROM alembic_version"
#: From this schema on there are files.
WITH_FILES = "0008"
FILES = "SELECT sha256 FROM stored_files ORDER BY sha256"
THINGS = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
THINGS += " WHERE n.nspname = 'public'"

Ask = Callable[[str], Iterable[Any]]


class BrokenCopy(Exception):
    """The copy is not a whole database."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a copy holds: its schema, where its ledger ends, and which files its answers rest on."""

    schema: str
    head: Head
    files: tuple[str, ...]


def _snapshot(ask: Ask) -> Snapshot:
    (schema,), (head,) = ask(SCHEMA), ask(HEAD)
    files = ask(FILES) if schema[0] >= WITH_FILES else ()
    return Snapshot(schema[0], Head(head[0], head[1]), tuple(row[0] for row in files))


def file_of(database: Database) -> Path:
    return Path(make_url(database.url).database or "").absolute()


def copy_sqlite(source: Path, to: Path) -> Snapshot:
    """Copy by SQLite's own means: whoever writes meanwhile neither waits nor is half copied."""
    opened = driver.connect(f"{source.as_uri()}?mode=rw", uri=True)
    with closing(opened), closing(driver.connect(to)) as copy:
        opened.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # so that it is one file
    return look_at(to)


def look_at(file: Path) -> Snapshot:
    """Return what is in the copy. Raises BrokenCopy if it is not whole."""
    try:
        with closing(driver.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
            found = opened.execute("PRAGMA integrity_check").fetchall()
            if found != [("ok",)]:
                raise BrokenCopy(f"The database is damaged: {found[0][0]}")
            return _snapshot(lambda query: opened.execute(query).fetchall())
    except driver.DatabaseError as fault:
        raise BrokenCopy(f"The database cannot be read: {fault}") from fault


def hashes_in(file: Path, numbers: Iterable[int]) -> dict[int, str]:
    """Return the hash of each of these entries of the ledger that the copy has."""
    query = "SELECT hash FROM ledger_entries WHERE seq = ?"
    with closing(driver.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
        found = {number: opened.execute(query, (number,)).fetchone() for number in numbers}
    return {number: row[0] for number, row in found.items() if row}


def put_sqlite(copy: Path, place: Path) -> None:
    """Put the copy where the database belongs, whole or not at all."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.restoring")
    shutil.copyfile(copy, draft)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(place)


@contextmanager
def held(database: Database) -> Iterator[tuple[str, Snapshot]]:
    """Yield the name of a snapshot of PostgreSQL that stands still until the block ends."""
    with database.writer.connect() as connection:
        steady = connection.execution_options(isolation_level="REPEATABLE READ")
        steady.execute(text("SET idle_in_transaction_session_timeout = 0"))
        name: str = steady.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        yield name, _snapshot(lambda query: steady.execute(text(query)).all())


def is_empty(database: Database) -> bool:
    """Return whether nothing at all is in this database of PostgreSQL."""
    with database.reader.connect() as connection:
        return int(connection.execute(text(THINGS)).scalar_one()) == 0


def take_out(database: Database) -> None:
    """Take out again what was just put into an empty database."""
    if backend_of(database.url) == "sqlite":
        file_of(database).unlink()
        return
    with database.writer.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
