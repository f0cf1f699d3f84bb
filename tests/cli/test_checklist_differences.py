"""Two versions are compared from the shell, stored ones and files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readiness.cli.main import commands
from readiness.store.engine import Database
from tests.adapters.broken_checklists import GOOD

#: The shipped launch checklist as it was, and what changed: read it when you change the words.
EARLIER = Path("tests/checklists")


def run(*arguments: str, database: Database | None = None) -> Result:
    env = {"DATABASE_URL": database.url} if database else None
    return CliRunner().invoke(commands, ["checklists", *arguments], env=env)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(GOOD)
    changed = GOOD.replace("maximum: 15", "maximum: 20").replace("Does a", "May a")
    new.write_text(changed.replace("version: 1", "version: 2"))
    return str(old), str(new)


TOLD = """\
Weaker:
  deploy.rollback (“How long does going back take?”): The most accepted went from 15 to 20 minutes.

Reworded:
  deploy.canary: The question was reworded.
"""


@pytest.mark.once
@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        (EARLIER / "launch-1.yaml", EARLIER / "launch-2.yaml", "launch-1-to-2.txt"),
        (EARLIER / "launch-2.yaml", Path("checklists/launch.yaml"), "launch-2-to-3.txt"),
    ],
)
def test_the_difference_of_the_shipped_checklist_is_the_one_that_was_read(
    old: Path, new: Path, read: str
) -> None:
    assert run("diff", str(old), str(new)).output == (EARLIER / read).read_text()


def test_two_files_and_two_stored_versions_differ_in_the_same(
    database: Database, files: tuple[str, str]
) -> None:
    assert run("diff", *files).output == TOLD
    assert run("sync", *files, database=database).exit_code == 0
    assert run("diff", "small", "1", "2", database=database).output == TOLD
    assert run("diff", "small", "2", "2", database=database).output == (
        "Nothing differs but the version.\n"
    )


def test_programs_get_json(files: tuple[str, str]) -> None:
    found = json.loads(run("diff", "--json", *files).output)
    assert (found["checklist"], found["from"], found["to"]) == ("small", 1, 2)
    assert found["changes"] == [
        {
            "kind": "weaker",
            "part": "question",
            "subject": "deploy.rollback",
            "title": "How long does going back take?",
            "sentence": "The most accepted went from 15 to 20 minutes.",
            "is_weaker": True,
            "before": "",
            "after": "",
        },
        {
            "kind": "reworded",
            "part": "question",
            "subject": "deploy.canary",
            "title": "May a change start small?",
            "sentence": "The question was reworded.",
            "is_weaker": False,
            "before": "Does a change start small?",
            "after": "May a change start small?",
        },
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((), 2, "Name a checklist and two of its versions, or two files."),
        (("launch", "one", "two"), 2, "Name a checklist"),
        (("small", "1", "2"), 1, "There is no version 1 of a checklist small."),
        (("gone.yaml", "gone.yaml"), 1, "gone.yaml:1:1: "),
        (("checklists/modules/sox.yaml",) * 2, 1, "This is a module."),
    ],
)
def test_what_cannot_be_compared(
    database: Database, arguments: tuple[str, ...], status: int, words: str
) -> None:
    found = run("diff", *arguments, database=database)
    assert (found.exit_code, words in found.stderr) == (status, True), found.stderr
