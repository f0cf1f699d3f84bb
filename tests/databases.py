"""A fresh database for a test: migrated once in a run, then copied."""

import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from readiness.store.engine import Database, open_database
from readiness.store.migrate import upgrade
from tests import postgres
from tests.copies import Copies, Files, Server
from tests.factories.people import People, people_in
from tests.remembered import worlds_of

ON_POSTGRESQL = os.environ.get("READINESS_TEST_DATABASE") == "postgresql"


@pytest.fixture(scope="session")
def in_memory() -> Iterator[Path]:
    """Return a folder in memory where there is one: SQLite waits for the disk at each commit."""
    with tempfile.TemporaryDirectory(prefix="readiness-tests-", dir=postgres.quick_disk()) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def copies(in_memory: Path) -> Copies:
    """Return where databases are copied from; `template` is migrated and empty."""
    made: Copies = Server() if ON_POSTGRESQL else Files(in_memory)
    template = open_database(made.make("template"))
    upgrade(template)
    template.close()
    return made


@pytest.fixture(scope="session")
def template(copies: Copies, in_memory: Path) -> Path:
    """Return the file of the empty SQLite database, for tests that copy it themselves."""
    return in_memory / "template.db"


@pytest.fixture
def database_url(copies: Copies) -> str:
    """Return the address of an empty database. It is the same for every test of a worker."""
    return copies.renew("test")


@cache
def kept_open(url: str) -> Database:
    """Return the one database of a worker: its engines remember each statement they compiled."""
    return open_database(url)


@pytest.fixture
def database(database_url: str, copies: Copies) -> Iterator[Database]:
    """An empty database at this release's schema."""
    opened = kept_open(database_url)
    worlds_of(opened, copies).begin()
    yield opened
    copies.leave(opened)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session. On SQLite it keeps every other writer waiting until it commits."""
    with database.writing() as opened:
        yield opened


@pytest.fixture
def people(database: Database) -> People:
    """Everybody, in the database."""
    return people_in(database)
