"""A database to measure on, thrown away afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from readiness.store.engine import Database, open_database
from readiness.store.migrate import upgrade
from tests import postgres

NAME = "bench"


@contextmanager
def database(*, on_postgresql: bool) -> Iterator[tuple[Database, dict[str, str]]]:
    """Yield the migrated database, and the environment in which a server finds it."""
    with tempfile.TemporaryDirectory(prefix="readiness-bench-") as folder:
        if not on_postgresql:
            yield _opened(f"sqlite:///{folder}/readiness.db", folder)
            return
        # Unlike in tests, what is acknowledged is on the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            postgres.IN_A_HURRY[setting] = "on"
        with postgres.server() as address:
            os.environ[postgres.ADDRESS] = address
            yield _opened(postgres.create_database(NAME), folder)


def settle(opened: Database) -> None:
    """Do what autovacuum has done in any server that runs for some minutes: ours has none."""
    if opened.writer.dialect.name == "postgresql":
        with opened.writer.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("VACUUM ANALYZE")


def _opened(url: str, folder: str) -> tuple[Database, dict[str, str]]:
    made = open_database(url)
    upgrade(made)
    return made, {"DATABASE_URL": url, "READINESS_INSTANCE": folder}
