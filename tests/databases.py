"""A fresh database for a test: migrated once in a run, then copied."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from readiness.store.engine import Database, open_database
from readiness.store.migrate import upgrade
from tests import postgres
from tests.factories.people import People, people_in

ON_POSTGRESQL = os.environ.get("READINESS_TEST_DATABASE") == "postgresql"
#: pytest-xdist's workers share one server.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
TEMPLATE, COPY = f"template_{WORKER}", f"test_{WORKER}"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a migrated SQLite database; on PostgreSQL it is known by its name."""
    path = tmp_path_factory.mktemp("template") / "readiness.db"
    url = postgres.create_database(TEMPLATE) if ON_POSTGRESQL else f"sqlite:///{path}"
    made = open_database(url)
    upgrade(made)
    made.close()
    return path


@pytest.fixture
def database_url(template: Path, tmp_path: Path) -> Iterator[str]:
    if ON_POSTGRESQL:
        yield postgres.create_database(COPY, template=TEMPLATE)
        postgres.drop_database(COPY)
        return
    shutil.copy(template, tmp_path / "readiness.db")
    yield f"sqlite:///{tmp_path / 'readiness.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database at this release's schema."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session. On SQLite it keeps every other writer waiting until it commits."""
    with database.writing() as opened:
        yield opened


@pytest.fixture
def people(database: Database) -> People:
    """Everybody, in the database."""
    return people_in(database)
