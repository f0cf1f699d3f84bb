"""The gate's one read when the database is gone, held, replaced, slow or not to be trusted."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, make_url, select, text

from readiness.core.rights import NOBODY
from readiness.store import gate_postgresql, gate_sqlite
from readiness.store.engine import Database
from readiness.store.gate import GateReader, GateRow, GateToken, Unavailable
from readiness.store.gate_query import Asked, Lost
from readiness.store.sqlite import driver
from readiness.store.verdicts import Segment
from tests import postgres
from tests.factories import gate
from tests.factories.gate import APPROVED, NOW

MOMENT = NOW.isoformat(timespec="microseconds")
FINDS_THE_GATE = text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    " AND query LIKE '%LEFT JOIN verdict_segments%' AND pid <> pg_backend_pid()"
)


@pytest.fixture
def key(database: Database) -> str:
    world = gate.world(database)
    gate.stored(database, gate.segment(world, "approved", APPROVED))
    return gate.token(database, world).split("_")[1]


@pytest.fixture
def reader(database: Database) -> Iterator[GateReader]:
    made = GateReader(database.url)
    yield made
    made.close()


def read(reader: GateReader, key: str) -> GateRow | None:
    return reader.read(key=key, service="payments", environment="production", moment=MOMENT)


def test_everything_comes_in_one_row(reader: GateReader, key: str) -> None:
    row = read(reader, key)
    assert row is not None
    assert row.token.actor.scopes == {"gate:read"}
    assert row.token.ends_at == NOW + timedelta(days=90)
    assert (row.token.actor.token_service, row.token.revoked_at) == (None, None)
    assert row.verdict().verdict == "approved"
    assert row.verdict().enforced is True


def test_an_unknown_key_finds_nothing(reader: GateReader, key: str) -> None:
    assert read(reader, "unknown") is None


@pytest.mark.parametrize("name", ["nothing", "", "payments\0", "payments\n", "p" * 101, "\ud800"])
def test_a_name_that_cannot_be_is_no_name(reader: GateReader, key: str, name: str) -> None:
    row = reader.read(key=key, service=name, environment="production", moment=MOMENT)
    assert row is not None
    assert (row.service, row.segments) == (None, ())


@pytest.mark.parametrize(
    "segment",
    [
        (None, "perhaps", 1, "{}"),
        (None, "approved", 2, "{}"),
        (None, "approved", None, "{}"),
        (None, "approved", 1, None),
        ("one day", "approved", 1, "{}"),
    ],
)
def test_a_segment_of_an_odd_shape_is_unavailable(
    segment: tuple[object, ...], reader: GateReader, key: str
) -> None:
    row = GateRow(GateToken(NOBODY, "", NOW, None), 1, 1, (segment,))
    with pytest.raises(Unavailable):
        row.verdict()


def test_a_verdict_that_comes_in_many_pieces_is_read_whole(
    database: Database, reader: GateReader, key: str
) -> None:
    reason = "x" * 20_000_000
    with database.writing() as session:
        session.scalars(select(Segment)).one().body = json.dumps(reason)
        session.commit()
    row = read(reader, key)
    assert row is not None
    assert row.verdict().body == json.dumps(reason)


@pytest.fixture
def looks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_sqlite, "LOOK_SECONDS", 0)


@pytest.mark.sqlite
@pytest.mark.usefixtures("looks_each_time")
def test_a_file_that_is_gone_is_no_verdict(reader: GateReader, key: str) -> None:
    assert read(reader, key) is not None
    path = path_of(reader)
    path.rename(path.with_suffix(".away"))
    with pytest.raises(FileNotFoundError):
        read(reader, key)
    assert not path.exists()
    path.with_suffix(".away").rename(path)
    assert read(reader, key) is not None


@pytest.mark.sqlite
@pytest.mark.usefixtures("looks_each_time")
def test_a_file_that_was_put_back_from_a_backup_is_read(reader: GateReader, key: str) -> None:
    assert read(reader, key) is not None
    path = path_of(reader)
    backup = path.with_name("backup.db")
    change(path, f"VACUUM INTO '{backup}'")
    change(backup, "UPDATE verdict_segments SET verdict = 'blocked'")
    for leftover in path.parent.glob(f"{path.name}-*"):
        leftover.unlink()
    backup.rename(path)
    row = read(reader, key)
    assert row is not None
    assert row.verdict().verdict == "blocked"


@pytest.mark.sqlite
def test_the_gate_waits_half_a_second_for_a_lock(
    database: Database, reader: GateReader, key: str
) -> None:
    path = path_of(reader)
    database.close()
    change(path, "PRAGMA journal_mode=TRUNCATE")
    holder = driver.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    with pytest.raises(driver.OperationalError, match="locked"):
        read(reader, key)
    assert 0.4 < time.monotonic() - started < 2
    holder.close()
    assert read(reader, key) is not None


@pytest.mark.sqlite
def test_the_gate_reads_while_somebody_writes(reader: GateReader, key: str) -> None:
    holder = driver.connect(path_of(reader), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    holder.execute("UPDATE verdict_segments SET verdict = 'blocked'")
    row = read(reader, key)
    assert row is not None
    assert row.verdict().verdict == "approved"
    holder.close()


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_no_verdict(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_text("What is this? " * 1000)
    with pytest.raises(driver.DatabaseError):
        read(GateReader(f"sqlite:///{path}"), "key")


def path_of(reader: GateReader) -> Path:
    return Path(str(make_url(reader.url).database))


def change(path: Path, statement: str) -> None:
    connection = driver.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


@pytest.mark.postgresql
def test_a_connection_that_was_cut_is_replaced(
    database: Database, reader: GateReader, key: str
) -> None:
    assert read(reader, key) is not None
    with database.writer.connect() as connection:
        pid = pid_of_the_gate(connection)
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    assert read(reader, key) is not None


@pytest.mark.postgresql
def test_a_connection_that_was_closed_is_lost(database: Database, key: str) -> None:
    connection = gate_postgresql.connect(make_url(database.url))
    connection.close()
    with pytest.raises(Lost, match="closed"):
        connection.rows(Asked(key, "payments", "production", "payments/production", MOMENT))


@pytest.mark.postgresql
def test_a_token_without_an_end_is_no_token(
    database: Database, reader: GateReader, key: str
) -> None:
    with database.writer.begin() as connection:
        connection.execute(text("ALTER TABLE api_tokens ALTER COLUMN ends_at DROP NOT NULL"))
        connection.execute(text("UPDATE api_tokens SET ends_at = NULL"))
    with pytest.raises(Unavailable, match="A token without an end"):
        read(reader, key)


@pytest.mark.postgresql
def test_a_database_that_is_gone_is_no_verdict(
    database: Database, reader: GateReader, key: str
) -> None:
    assert read(reader, key) is not None
    database.close()
    postgres.drop_database(str(make_url(database.url).database))
    with pytest.raises(psycopg.OperationalError):
        read(reader, key)


@pytest.mark.postgresql
def test_the_gate_waits_half_a_second_for_a_table(
    database: Database, reader: GateReader, key: str
) -> None:
    with database.writer.begin() as connection:
        connection.execute(text("LOCK TABLE api_tokens IN ACCESS EXCLUSIVE MODE"))
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            read(reader, key)
        assert 0.4 < time.monotonic() - started < 2
    assert read(reader, key) is not None


@pytest.mark.postgresql
def test_the_gate_leaves_a_server_that_hangs(
    database: Database, reader: GateReader, key: str
) -> None:
    assert read(reader, key) is not None
    with database.writer.connect() as connection:
        pid = pid_of_the_gate(connection)
    with stopped(pid):
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            read(reader, key)
        assert time.monotonic() - started < 2
        assert read(reader, key) is not None


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def pid_of_the_gate(connection: Connection) -> int:
    pid: int = connection.execute(FINDS_THE_GATE).scalar_one()
    return pid


@pytest.mark.postgresql
def test_a_changed_table_is_prepared_anew(database: Database, reader: GateReader, key: str) -> None:
    assert read(reader, key) is not None
    with database.writer.begin() as connection:
        connection.execute(text("ALTER TABLE verdict_segments ALTER COLUMN body TYPE varchar"))
        connection.execute(text("ALTER TABLE api_tokens ALTER COLUMN id TYPE bigint"))
    assert read(reader, key) is not None
