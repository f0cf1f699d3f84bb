"""A draft from the shell: printed or written aside, never over a file that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readiness.cli.main import commands

pytestmark = pytest.mark.once

PAGE = "# Small launch\n\n- Is it tested?\n"


def run(*arguments: str, given: str | bytes = PAGE) -> Result:
    return CliRunner().invoke(commands, ["checklists", "import", *arguments], input=given)


def test_a_draft_is_printed_and_its_warnings_after_it() -> None:
    found = run("-")
    assert found.exit_code == 0
    assert "id: small-launch\nversion: 1\n" in found.stdout
    assert "made from standard input" in found.stdout
    assert found.stderr.endswith("warning: `general.tested` does not say why it is asked.\n")


def test_id_title_and_kind_can_be_said() -> None:
    found = run("-", "--id", "mine", "--title", "My: own", "--as", "text")
    assert (found.exit_code, "id: mine\n" in found.stdout) == (0, True)
    assert 'title: "My: own"\n' in found.stdout


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [
        ("shop_launch-list.csv", None, "id: shop-launch-list\n"),
        ("any.csv", "our-shop.yaml", "id: our-shop\n"),
    ],
)
def test_a_table_without_a_title_is_called_as_its_file(
    tmp_path: Path, name: str, to: str | None, expected: str
) -> None:
    (tmp_path / name).write_text("Area,Question\nData,Is a backup restored?\n")
    written = tmp_path / to if to else None
    found = run(str(tmp_path / name), *(["--to", str(written)] if written else []))
    draft = written.read_text() if written else found.stdout
    assert expected in draft
    assert f"title: {'Our shop' if to else 'Shop launch list'}\n" in draft
    assert "1 question in 1 area, 0 blocking; nothing left out." in draft
    assert "# Taken for the names of columns:\n# line 1: Area | Question\n" in draft


def test_an_id_that_is_none_is_refused() -> None:
    found = run("-", "--id", "My own")
    assert (found.exit_code, "Small letters" in found.stderr) == (2, True)


def test_a_file_is_written_once(tmp_path: Path) -> None:
    page, draft = tmp_path / "page.md", tmp_path / "draft.yaml"
    page.write_text(PAGE)
    assert run(str(page), "--to", str(draft)).stdout == ""
    assert "made from page.md" in draft.read_text()
    draft.write_text("mine")
    found = run(str(page), "--to", str(draft))
    assert (found.exit_code, draft.read_text()) == (1, "mine")
    assert "exists; it is left as it is." in found.stderr


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    found = run("-", "--to", str(tmp_path / "nowhere" / "draft.yaml"))
    assert (found.exit_code, "cannot be written" in found.stderr) == (1, True)


@pytest.mark.parametrize("given", ["", "# A heading alone\n", "\n\n"])
def test_what_holds_no_question_is_told(given: str) -> None:
    found = run("-", given=given)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "No question was found" in found.stderr


def test_what_is_too_large_is_refused() -> None:
    found = run("-", given=b"- a\n" * 250_001)
    assert (found.exit_code, "larger than 1,000,000 bytes" in found.stderr) == (1, True)
