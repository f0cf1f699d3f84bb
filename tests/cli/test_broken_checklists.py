"""Each fault of a folder of broken files is named on its line, and monsters are refused quickly."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.adapters.checklist_files import load
from readiness.cli.main import commands

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
FOLDER = Path("tests/checklists/broken")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT)
    found = CliRunner().invoke(commands, ["checklists", "lint", str(FOLDER)])
    assert (found.exit_code, found.stdout) == (1, "")
    return found.stderr


def test_each_fault_is_named_on_its_line(told: str) -> None:
    assert told == (ROOT / FOLDER / "expected.txt").read_text("utf-8")


def test_every_file_of_the_folder_is_broken_in_its_own_way(told: str) -> None:
    named = {line.partition(":")[0] for line in told.splitlines()}
    # What the module has of faults is told in its own file.
    alone = {f"{path.relative_to(ROOT)}" for path in (ROOT / FOLDER).glob("*.yaml")}
    assert alone - named == {str(FOLDER / "module-with-faults.yaml")}
    assert len(alone) >= 40


@pytest.mark.parametrize(
    "monster",
    [
        lambda: "#" * 10_000_000,
        lambda: "title: " + "x" * 10_000_000,
        lambda: "- 1\n" * 2_500_000,
        lambda: "a: " + "[" * 900_000,
        lambda: "".join(" " * level + "a:\n" for level in range(1000)),
        lambda: "a: " + "{a: " * 100 + "1" + "}" * 100,
    ],
)
def test_what_is_too_large_or_too_deep_is_refused_quickly(
    tmp_path: Path, monster: Callable[[], str]
) -> None:
    path = tmp_path / "monster.yaml"
    path.write_text(monster())
    start = time.perf_counter()
    [fault] = load(path).faults
    assert time.perf_counter() - start < 0.5
    assert "larger than" in fault.sentence or "Nested deeper" in fault.sentence
