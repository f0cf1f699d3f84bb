"""The operator's proof that nothing in the ledger was changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from readiness.adapters.canonical import leaf_hash
from readiness.cli.main import commands
from readiness.core.rights import NOBODY
from readiness.store.engine import Database, place_of
from readiness.store.ledger import LedgerEntry
from readiness.usecases import transaction
from readiness.usecases.records import record
from tests.factories.gate import NOW


@pytest.fixture
def filled(database: Database) -> Database:
    """A ledger of five entries."""
    for number in range(5):
        with database.writing() as session:
            record(session, "thing.done", by=NOBODY, number=number)
            transaction.commit(session, now=NOW)
    return database


def verify(database: Database, instance: Path) -> Result:
    environment = {"DATABASE_URL": database.url, "READINESS_INSTANCE": str(instance)}
    return CliRunner().invoke(commands, ["ledger", "verify"], env=environment)


def tamper(database: Database, statement: str) -> None:
    """Change the ledger as somebody does who owns the database: first the guards go."""
    with database.writing() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER ledger_entries_refuses_update"))
            session.execute(text("DROP TRIGGER ledger_entries_refuses_delete"))
        else:
            session.execute(text("ALTER TABLE ledger_entries DISABLE TRIGGER USER"))
        session.execute(text(statement))
        session.commit()


def test_an_empty_ledger_is_whole(database: Database, tmp_path: Path) -> None:
    found = verify(database, tmp_path)
    assert (found.exit_code, found.stdout) == (0, f"0 entries, head {'0' * 64}, nothing changed\n")


def test_a_ledger_that_nobody_touched_is_whole(filled: Database, tmp_path: Path) -> None:
    found = verify(filled, tmp_path)
    assert found.exit_code == 0
    assert found.stdout.startswith("5 entries, head ")
    assert found.stdout.endswith(", nothing changed\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE ledger_entries SET body = replace(body, '2', '3') WHERE seq = 3", "entry 3 is"),
        ("UPDATE ledger_entries SET event = 'thing.undone' WHERE seq = 2", "entry 2 is"),
        ("UPDATE ledger_entries SET service_id = NULL, review_id = NULL, by = NULL,"
         " at = '2020-01-01 00:00:00+00' WHERE seq = 4", "entry 4 is"),
        ("UPDATE ledger_entries SET hash = 'x' WHERE seq = 1", "entry 1 is"),
        ("DELETE FROM ledger_entries WHERE seq = 3", "entry 3 is missing"),
        ("DELETE FROM ledger_entries WHERE seq = 5", "entry 5 is broken"),
        ("DELETE FROM ledger_entries", "entry 1 is broken"),
        ("UPDATE ledger_head SET size = 4", "entry 6 is broken"),
        ("UPDATE ledger_head SET hash = 'x'", "entry 6 is broken"),
    ],
)  # fmt: skip
def test_the_first_broken_entry_is_named(
    filled: Database, tmp_path: Path, statement: str, said: str
) -> None:
    tamper(filled, statement)
    found = verify(filled, tmp_path)
    assert found.exit_code == 1
    assert said in found.stderr
    assert found.stdout == ""


@pytest.mark.parametrize("body", ["x", "[]", "{}", '{"previous": 1}'])
def test_a_text_that_was_never_an_entry_is_named_too(
    filled: Database, tmp_path: Path, body: str
) -> None:
    forged = f"body = '{body}', hash = '{leaf_hash(body.encode())}'".replace(":", "\\:")
    tamper(filled, f"UPDATE ledger_entries SET {forged} WHERE seq = 2")
    assert "entry 2 is" in verify(filled, tmp_path).stderr


def test_an_entry_that_was_rewritten_whole_does_not_fit_the_one_after_it(
    filled: Database, tmp_path: Path
) -> None:
    with filled.reading() as session:
        body = session.scalars(select(LedgerEntry.body).where(LedgerEntry.seq == 2)).one()
    body = body.replace('"number":1', '"number":9')
    forged = f"body = '{body}', about = '{{\"number\": 9}}', hash = '{leaf_hash(body.encode())}'"
    tamper(filled, f"UPDATE ledger_entries SET {forged} WHERE seq = 2".replace(":", "\\:"))
    said = verify(filled, tmp_path).stderr
    assert "entry 3 is broken: it does not follow from the entry before it" in said


def test_a_database_without_tables_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}
    found = CliRunner().invoke(commands, ["ledger", "verify"], env=environment)
    assert found.exit_code == 1
    assert f"The database {tmp_path}/new.db is at schema none" in found.stderr
    assert "Run: readiness migrate" in found.stderr


def test_without_a_database_its_place_is_told_and_none_is_made(tmp_path: Path) -> None:
    for arguments in (["ledger", "verify"], ["checklists", "sync"]):
        environment = {"READINESS_INSTANCE": str(tmp_path / "own"), "DATABASE_URL": ""}
        found = CliRunner().invoke(commands, arguments, env=environment)
        assert found.exit_code == 1
        assert f"There is no database {tmp_path}/own/readiness.db." in found.stderr
        assert "READINESS_INSTANCE and DATABASE_URL" in found.stderr
        assert not (tmp_path / "own").exists()


def test_a_password_in_an_address_is_not_told() -> None:
    assert place_of("postgresql://ready:secret@db/ready") == "postgresql://ready:***@db/ready"
