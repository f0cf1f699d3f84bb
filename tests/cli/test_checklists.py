"""Checklist files from the shell: faults are told with their line, and stop nothing."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from readiness.cli import checklists, start
from readiness.cli.main import commands
from readiness.settings import Settings
from readiness.store.checklists import ChecklistVersion
from readiness.store.engine import Database
from tests.adapters.broken_checklists import GOOD

MODULE = """\
id: cards
version: 1
kind: module
title: Cards
areas: [{id: deploy, title: Deployment}]
questions: [{id: deploy.cards, question: Are cards kept apart?, why: They are stolen.}]
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text("id: broken\nversion: one\n")
    return path


def run(database: Database, *arguments: str, **settings: str) -> Result:
    return CliRunner().invoke(
        commands, ["checklists", *arguments], env={"DATABASE_URL": database.url, **settings}
    )


def stored(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(ChecklistVersion)) or 0


def who_brought(database: Database) -> dict[str, str]:
    """Return who took in each checklist."""
    with database.reading() as session:
        found = select(ChecklistVersion.checklist, ChecklistVersion.synced_by)
        return {row.checklist: row.synced_by for row in session.execute(found)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one checklist that uses one module."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "cards.yaml").write_text(MODULE)
    using = GOOD.replace("questions:", "modules: [{use: cards}]\nquestions:")
    (tmp_path / "small.yaml").write_text(using)
    return tmp_path


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


def test_what_was_taken_in_is_told(database: Database, folder: Path) -> None:
    first = run(database, "sync", str(folder))
    assert first.stdout.splitlines()[0] == "small version 1 is taken in."
    assert "The team sre was made for its gate sre, and has no members yet.\n" in first.stdout
    assert run(database, "sync", str(folder)).stdout == "Nothing is new.\n"
    path = folder / "small.yaml"
    text = (
        path.read_text().replace("version: 1", "version: 2").replace("maximum: 15", "maximum: 60")
    )
    path.write_text(text)
    assert run(database, "sync", str(folder)).stdout == (
        "small version 2 is taken in: 1 change since version 1, and 1 of these asks for less.\n"
    )


def test_both_endings_of_yaml_are_read(database: Database, folder: Path) -> None:
    (folder / "modules" / "cards.yaml").rename(folder / "modules" / "cards.yml")
    (folder / "other.yml").write_text("id: other\n")
    assert (
        f"{folder / 'other.yml'}:1:1: `areas` is missing."
        in run(database, "lint", str(folder)).stderr
    )
    (folder / "other.yml").write_text(GOOD.replace("id: small", "id: other"))
    assert run(database, "sync", str(folder)).exit_code == 0
    assert set(who_brought(database)) == {"small", "other"}


def test_a_module_with_both_endings_is_refused(database: Database, folder: Path) -> None:
    (folder / "modules" / "cards.yml").write_text(MODULE)
    found = run(database, "lint", str(folder))
    assert "There are both modules/cards.yaml and modules/cards.yml; keep one." in found.stderr


def test_what_an_author_left_in_a_draft_is_warned_of(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    text = GOOD.replace("    weight: 4\n", "    # TODO: why\n    weight: 4  # guess: high\n")
    path.write_text(text.replace("Does a change start small?", "'Is # guess: part of a text?'"))
    found = run(database, "lint", str(path))
    marks = [line for line in found.stderr.splitlines() if "marks a draft" in line]
    assert [line.split(": ")[0] for line in marks] == [f"{path}:10:7", f"{path}:11:18"]
    assert marks[0].endswith("warning: `TODO` marks a draft; see to it, and delete the comment.")


def test_a_refused_file_leaves_what_there_was(database: Database, broken: Path) -> None:
    run(database, "sync")
    before = stored(database)
    found = run(database, "sync", str(broken))
    assert found.exit_code == 1
    assert str(broken) in found.stderr
    assert stored(database) == before


def test_a_folder_is_taken_in_and_its_modules_only_as_parts(
    database: Database, folder: Path
) -> None:
    assert run(database, "sync", str(folder)).exit_code == 0
    assert list(who_brought(database)) == ["small"]
    assert run(database, "diff", "small", "1", "1").output == "Nothing differs but the version.\n"


def test_it_is_kept_who_took_a_checklist_in(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "bob")
    run(database, "sync", str(folder))
    assert who_brought(database) == {"small": "command line (bob)"}


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_a_user_without_a_name_has_a_number(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert checklists.user() == str(os.getuid())


def test_with_a_folder_of_ones_own_only_that_is_taken_in(database: Database, folder: Path) -> None:
    assert run(database, "sync", READINESS_CHECKLISTS=str(folder)).exit_code == 0
    assert list(who_brought(database)) == ["small"]


def test_the_start_takes_in_the_folder_of_the_setting(
    database: Database, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for given in (folder, folder / "gone"):
        settings = Settings(instance=folder, database_url=database.url, checklists=given)
        start.prepare(settings, is_demo=False)
        assert who_brought(database) == {"small": "at start"}
    assert f"{folder / 'gone'}:1:1: " in capfd.readouterr().err


def test_the_example_takes_in_what_is_shipped(folder: Path) -> None:
    given = {"READINESS_CHECKLISTS": str(folder), "READINESS_PORT": "8322"}
    assert set(start.example(given)) == {"READINESS_INSTANCE", "READINESS_PORT"}


def test_other_content_is_refused_with_what_differs(database: Database, folder: Path) -> None:
    run(database, "sync", str(folder))
    path = folder / "small.yaml"
    path.write_text(path.read_text().replace("maximum: 15", "maximum: 20"))
    found = run(database, "sync", str(folder))
    assert found.exit_code == 1
    assert "small version 1 is already stored with another content" in found.stderr
    assert (
        "\n  weaker: deploy.rollback (“How long does going back take?”): The most" in found.stderr
    )
    assert " accepted went from 15 to 20 minutes.\n" in found.stderr


def test_a_draft_is_not_taken_in_while_a_mark_of_its_import_is_left(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(GOOD.replace("version: 1", "version: 1  # guess: the first one"))
    found = run(database, "sync", str(path))
    assert (found.exit_code, stored(database)) == (1, 0)
    assert f"{path}:2:15: `guess` marks a draft" in found.stderr
    path.write_text(GOOD)
    assert run(database, "sync", str(path)).exit_code == 0
