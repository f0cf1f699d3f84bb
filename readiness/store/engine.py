"""Opens the database: SQLite embedded by default, PostgreSQL by its address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from readiness.core.sites import Site
from readiness.store import sqlite

POSTGRESQL_OPTIONS = (
    "-c timezone=UTC -c statement_timeout=10000 -c lock_timeout=5000"
    " -c idle_in_transaction_session_timeout=30000"
)


NOWHERE = Site()


@dataclass(frozen=True, slots=True)
class Database:
    """Two doors to one database: reading cannot write, writing takes its lock at once.

    Each session knows in `info["site"]` the installation that it belongs to.
    """

    url: str
    reader: Engine
    writer: Engine
    site: Site = NOWHERE

    def reading(self) -> Session:
        return Session(self.reader, autoflush=False, info={"site": self.site})

    def writing(self) -> Session:
        """Return a session that remembers in `info["flushed"]` that it wrote something.

        It also keeps what it has read: its identity map alone would forget a row that nobody
        holds, and read it again, while others wait for the lock.
        """
        session = Session(self.writer, expire_on_commit=False, info={"site": self.site})
        event.listen(session, "after_flush", _remember)
        event.listen(session, "loaded_as_persistent", _keep)
        return session

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def _remember(session: Session, _context: object) -> None:
    session.info["flushed"] = True


def _keep(session: Session, row: object) -> None:
    session.info.setdefault("kept", []).append(row)


def backend_of(url: str) -> str:
    """Return "sqlite" or "postgresql"."""
    return make_url(url).get_backend_name()


def place_of(url: str) -> str:
    """Return where the database is, for people: its file, or its address without a password."""
    address = make_url(url)
    if backend_of(url) == "sqlite":
        return str(Path(address.database or "").absolute())
    return address.render_as_string(hide_password=True)


def is_gone(url: str) -> bool:
    """Return whether SQLite's file is missing: whoever only looks would make an empty one."""
    return backend_of(url) == "sqlite" and not Path(place_of(url)).is_file()


def open_database(url: str, site: Site = NOWHERE) -> Database:
    """Return the database at `url`, `sqlite:///path` or `postgresql://...`. Nothing is opened yet."""
    if backend_of(url) == "sqlite":
        return Database(url, sqlite.engine(url, begin="BEGIN"), sqlite.engine(url), site)
    writer = _postgresql(url)
    reading = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(url, reading, writer, site)


def _postgresql(url: str) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=5,
        connect_args={"options": POSTGRESQL_OPTIONS, "connect_timeout": 5},
    )
