"""The two doors to the database: reading cannot write, writing takes its lock at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from readiness.store import sqlite
from readiness.store.engine import Database
from readiness.store.environments import Environment, environment_by_name
from readiness.store.people import Person, RoleGrant
from tests.factories.gate import NOW


def test_what_is_written_can_be_read(database: Database) -> None:
    with database.writing() as session:
        session.add(Environment(name="moon", position=9))
        session.commit()
    with database.reading() as session:
        assert environment_by_name(session, "moon") is not None


def test_a_reading_session_is_refused_to_write(database: Database) -> None:
    with database.reading() as session:
        session.add(Environment(name="moon", position=9))
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            session.flush()


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.reading() as reader:
        assert environment_by_name(reader, "moon") is None
        with database.writing() as writer:
            writer.add(Environment(name="moon", position=9))
            writer.commit()
        assert environment_by_name(reader, "moon") is None


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with database.writing() as session:
        session.add(Person(name="Alice", created_at=datetime(2026, 1, 1)))  # noqa: DTZ001
        with pytest.raises(StatementError, match="without a zone"):
            session.flush()


def test_times_come_back_in_utc(database: Database) -> None:
    there = timezone(timedelta(hours=5, minutes=30))
    with database.writing() as session:
        session.add(Person(name="Alice", created_at=NOW.astimezone(there)))
        session.commit()
    with database.reading() as session:
        found = session.query(Person.created_at).scalar()
    assert found == NOW
    assert found.tzinfo is UTC


def test_a_writing_session_remembers_that_it_wrote(database: Database) -> None:
    with database.writing() as session:
        assert "flushed" not in session.info
        session.add(Environment(name="moon", position=9))
        session.flush()
        assert session.info["flushed"] is True


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with database.writing() as session:
        session.add(RoleGrant(person_id=99, role="auditor"))
        with pytest.raises(DBAPIError):
            session.flush()


@pytest.mark.sqlite
def test_sqlite_keeps_what_it_acknowledged(database: Database) -> None:
    with database.writing() as session:
        found = {
            name: pragma(session.connection(), name) for name in ("journal_mode", "synchronous")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2}


def pragma(connection: object, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()  # type: ignore[attr-defined]


@pytest.mark.sqlite
def test_a_second_writer_waits_from_the_start(database: Database) -> None:
    with database.writing() as first, database.writing() as second:
        first.connection()
        second_driver = second.get_bind().raw_connection()  # type: ignore[union-attr]
        second_driver.cursor().execute("PRAGMA busy_timeout=0")
        second_driver.close()
        with pytest.raises(OperationalError, match="locked"):
            second.connection()


@pytest.mark.parametrize(
    ("version", "can"),
    [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True)],
)
def test_a_version_that_can_corrupt_the_log_does_without(
    version: tuple[int, int, int], can: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = SimpleNamespace(sqlite_version_info=version)
    assert sqlite.can_use_wal(module) is can
    monkeypatch.setattr(sqlite, "can_use_wal", lambda: can)
    wanted = "journal_mode=WAL" if can else "journal_mode=TRUNCATE"
    assert wanted in sqlite.pragmas(read_only=False)


@pytest.mark.sqlite
def test_the_driver_at_hand_is_a_repaired_one() -> None:
    assert sqlite.can_use_wal()
