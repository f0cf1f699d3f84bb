"""Checklist files from the shell: faults are told with their line, and stop nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from readiness.cli import checklists
from readiness.cli.main import commands
from readiness.store.checklists import ChecklistVersion
from readiness.store.engine import Database
from tests.adapters.broken_checklists import GOOD


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text("id: broken\nversion: one\n")
    return path


def run(database: Database, *arguments: str) -> Result:
    return CliRunner().invoke(
        commands, ["checklists", *arguments], env={"DATABASE_URL": database.url}
    )


def stored(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(ChecklistVersion)) or 0


def test_the_shipped_checklists_have_no_fault(database: Database) -> None:
    found = run(database, "lint")
    assert (found.exit_code, found.output) == (0, "")


def test_a_fault_is_told_with_file_and_line(database: Database, broken: Path) -> None:
    found = run(database, "lint", str(broken))
    assert found.exit_code == 1
    assert f"{broken}:2:10: " in found.stderr


def test_a_warning_is_told_and_stops_only_the_strict(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(GOOD)
    told = f"{path}:8:5: warning: `deploy.canary` does not say why it is asked.\n"
    found = run(database, "lint", str(path))
    assert (found.exit_code, told in found.stderr) == (0, True)
    assert run(database, "lint", "--strict", str(path)).exit_code == 1


def test_of_a_folder_its_modules_are_looked_at_too(database: Database, tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "cards.yaml").write_text("id: cards\nkind: module\n")
    using = GOOD.replace("questions:", "modules: [{use: cards}]\nquestions:")
    (tmp_path / "small.yaml").write_text(using)
    found = run(database, "lint", str(tmp_path))
    assert found.exit_code == 1
    # It is used and looked at by itself, and its faults are told once.
    assert found.stderr.count(f"{tmp_path}/modules/cards.yaml:1:1: `version` is missing.") == 1


def test_an_empty_folder_is_no_checklist(database: Database, tmp_path: Path) -> None:
    found = run(database, "lint", str(tmp_path))
    assert (found.exit_code, "Is a directory" in found.stderr) == (1, True)


def test_what_is_new_is_stored_once(database: Database) -> None:
    for _ in range(2):
        assert run(database, "sync").exit_code == 0
        assert stored(database) == len(checklists.shipped())


def test_a_refused_file_leaves_what_there_was(database: Database, broken: Path) -> None:
    run(database, "sync")
    before = stored(database)
    found = run(database, "sync", str(broken))
    assert found.exit_code == 1
    assert str(broken) in found.stderr
    assert stored(database) == before
