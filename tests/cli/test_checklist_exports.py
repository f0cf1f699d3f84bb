"""A stored checklist is written out from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readiness.adapters.checklist_files import loads
from readiness.cli.main import commands
from readiness.store.engine import Database
from tests.adapters.broken_checklists import GOOD


def run(database: Database, *arguments: str) -> Result:
    return CliRunner().invoke(
        commands, ["checklists", *arguments], env={"DATABASE_URL": database.url}
    )


@pytest.fixture
def name(database: Database, tmp_path: Path) -> str:
    document = loads(GOOD, "x.yaml").document
    assert document is not None
    for version in (1, 2):
        path = tmp_path / f"{version}.yaml"
        path.write_text(GOOD.replace("version: 1", f"version: {version}"))
        assert run(database, "sync", str(path)).exit_code == 0
    return str(document["id"])


def test_the_newest_version_loads_as_the_same_content(database: Database, name: str) -> None:
    written = run(database, "export", name)
    assert written.exit_code == 0
    wanted = loads(GOOD.replace("version: 1", "version: 2"), "x.yaml").document
    assert loads(written.stdout, "x.yaml").document == wanted


def test_a_named_version_and_form_are_written(database: Database, name: str) -> None:
    assert "\nversion: 1\n" in run(database, "export", name, "1").stdout
    assert "\nVersion 1. " in run(database, "export", name, "1", "--as", "markdown").stdout
    assert run(database, "export", name, "--as", "csv").stdout.startswith("Area,Id,Question,")


def test_what_is_not_stored_is_told(database: Database, name: str) -> None:
    for asked, told in (((name, "9"), f"version 9 of a checklist {name}"), (("gone",), "gone")):
        found = run(database, "export", *asked)
        assert found.exit_code == 1
        assert f"{told}." in found.stderr
