"""A running gate while its database is away, locked or half migrated: in time, and never a 2xx."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text

from readiness.store import copies
from readiness.store.engine import Database, backend_of, open_database
from tests import postgres
from tests.api.asking import Answer, ask
from tests.api.gates import PATH, assert_unavailable
from tests.e2e.running import environment_of, running, until
from tests.factories import gate
from tests.factories.gate import APPROVED


@contextmanager
def away(database: Database) -> Iterator[None]:
    """The disk is taken away; the server of PostgreSQL cuts everybody off and lets nobody in."""
    if backend_of(database.url) == "sqlite":
        place = copies.file_of(database).parent
        aside = place.with_name("aside")
        place.rename(aside)
        time.sleep(0.6)  # for as long a file may be read on that was moved
        yield
        aside.rename(place)
    else:
        name = str(make_url(database.url).database)
        database.close()
        with postgres.closed_to_all(name):
            yield


@contextmanager
def half_migrated(database: Database) -> Iterator[None]:
    renamed = "ALTER TABLE {} RENAME TO {}"
    _change(database, renamed.format("verdict_segments", "segments_to_be"))
    yield
    _change(database, renamed.format("segments_to_be", "verdict_segments"))


def _change(database: Database, statement: str) -> None:
    with database.writer.begin() as connection:
        connection.execute(text(statement))


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Somebody holds the verdicts: as long as it takes, which could be ten seconds."""
    with database.writer.begin() as connection:
        connection.execute(text("LOCK TABLE verdict_segments IN ACCESS EXCLUSIVE MODE"))
        yield


@contextmanager
def being_written(database: Database) -> Iterator[None]:
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE verdict_segments SET verdict = 'blocked'"))
        yield
        connection.rollback()


@pytest.fixture
def own(database: Database, tmp_path: Path) -> Iterator[Database]:
    """A database that can be taken away: SQLite's in a folder of its own."""
    if backend_of(database.url) != "sqlite":
        yield database
        return
    file = tmp_path / "disk" / "readiness.db"
    file.parent.mkdir()
    copies.copy_sqlite(copies.file_of(database), file)
    opened = open_database(f"sqlite:///{file}")
    yield opened
    opened.close()


def in_time(port: int, token: str, path: str = PATH) -> Answer:
    started = time.monotonic()
    answer = ask(port, path, headers={"Authorization": f"Bearer {token}"})
    assert time.monotonic() - started < 2
    return answer


def test_whatever_happens_to_the_database_it_is_unavailable_in_time_and_recovers_by_itself(
    own: Database, tmp_path: Path
) -> None:
    world, now = gate.world(own), datetime.now(UTC)
    starts: dict[str, Any] = {"starts_at": now - timedelta(days=1)}
    gate.stored(own, gate.segment(world, "approved", APPROVED, **starts))
    token = gate.token(own, world, ends_at=now + timedelta(days=1))
    environment = environment_of(tmp_path / "instance", own.url)
    port = int(environment["READINESS_PORT"])
    faults: list[Callable[[Database], Any]] = [away, half_migrated]
    faults += [] if backend_of(own.url) == "sqlite" else [locked]
    with running("serve", "--only", "gate", environment=environment, answers=False) as server:
        until(lambda: _is_alive(port), f"the gate:\n{server.printed}")
        assert in_time(port, token).status == 200
        with being_written(own):
            assert in_time(port, token).status == 200, "nobody waits for who only writes"
        for fault in faults:
            with fault(own):
                # Each process of the server has connections of its own.
                for _ in range(4):
                    assert_unavailable(in_time(port, token))
                assert in_time(port, token, "/healthz").status == 200
            until(lambda: in_time(port, token).status == 200, "its recovery", 10)


@pytest.mark.once
def test_without_a_worker_and_with_a_folder_that_takes_nothing_it_still_answers(
    own: Database, tmp_path: Path
) -> None:
    world, now = gate.world(own), datetime.now(UTC)
    starts: dict[str, Any] = {"starts_at": now - timedelta(days=1)}
    gate.stored(own, gate.segment(world, "approved", APPROVED, **starts))
    token = gate.token(own, world, ends_at=now + timedelta(days=1))
    environment = environment_of(tmp_path / "instance", own.url)
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "run").touch()  # where counts and signs of life would go
    port = int(environment["READINESS_PORT"])
    with running("serve", "--only", "gate", environment=environment, answers=False):
        until(lambda: _is_alive(port), "the gate")
        assert in_time(port, token).status == 200


def _is_alive(port: int) -> bool:
    try:
        return ask(port, "/healthz").status == 200
    except OSError:
        return False
