"""The house rules that a machine can hold: size, names, imports, clocks and commits."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.adapters import gate_client

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
FOLDERS = ("readiness", "templates", "checklists", "tests", "bench", "docs", "tools")
NOT_OURS = {"vendor", "migrations", "__pycache__"}
KINDS = {".py", ".js", ".html", ".css"}
LONGEST = 300
SHAPELESS_NAMES = {"util", "utils", "helper", "helpers", "misc", "common"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}

# Only a slow start is a reason to import late, never a circle.
LATE_IMPORTS = {
    "cryptography": "slows the start of every page, and few requests seal or sign",
    "markdown_it": "the process starts faster, and few requests show a comment",
    "nh3": "as markdown_it, whose output it cleans",
    "weasyprint": "takes a second to import, and only reports need it",
    "boto3": "takes half a second to import, and few have a bucket",
    "botocore": "comes with boto3",
    "filetype": "brings a module for each format, and only uploads need it",
    "PIL": "reads its plugins, and only the making of thumbnails needs it",
}
#: Files that load use cases of our own with the first change: a process is ready without them.
LATE_USE_CASES = {
    "readiness/api/advisory_counts.py",
    "readiness/api/break_glass.py",
    "readiness/api/deployments.py",
    "readiness/api/keys.py",
    "readiness/api/signed_gate.py",
    "readiness/usecases/transaction.py",
}


def sources(*folders: str, kinds: set[str] = KINDS) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in kinds and not NOT_OURS & set(path.relative_to(ROOT).parts):
                yield path


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sources(*folders, kinds={".py"}):
        yield path, ast.parse(path.read_text(), str(path))


def imported(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, "." * node.level + (node.module or "")


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def at(path: Path, node: ast.stmt | ast.expr | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno if node else 1}"


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {at(path): len(path.read_text().splitlines()) for path in sources(*FOLDERS)}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [at(path) for path in sources(*FOLDERS) if path.stem in SHAPELESS_NAMES] == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = [at(path) for path, tree in modules(*FOLDERS) if not says_something(tree)]
    assert silent == []


def says_something(tree: ast.Module) -> bool:
    opening = (ast.get_docstring(tree) or "").split("\n\n")[0]
    return opening.rstrip("`").endswith((".", ":", "?"))


def test_the_core_stands_on_the_standard_library_alone() -> None:
    foreign = [
        found
        for path, tree in modules("readiness/core")
        for found in outside_the_standard_library(path, tree)
        if not found.endswith(" readiness.core") and " readiness.core." not in found
    ]
    assert foreign == []


def test_the_client_that_people_copy_stands_on_the_standard_library_alone() -> None:
    path = ROOT / "readiness/cli/gate.py"
    # As old as the Python that it promises to run with; a newer grammar is refused.
    tree = ast.parse(gate_client.text(), feature_version=(3, 9))
    assert list(outside_the_standard_library(path, tree)) == []
    named = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(named) == len(set(named)), "two of its modules name something alike"
    parts = {f"readiness.cli.{name}" for name in gate_client.MODULES}
    for name in gate_client.MODULES:
        needed = imported(ast.parse((ROOT / f"readiness/cli/{name}.py").read_text()))
        assert {each for _, each in needed if each.startswith("readiness")} <= parts


def outside_the_standard_library(path: Path, tree: ast.Module) -> Iterator[str]:
    for node, name in imported(tree):
        if name.split(".")[0] not in sys.stdlib_module_names:
            yield f"{at(path, node)} {name}"


def test_rules_tables_and_use_cases_are_told_the_time() -> None:
    asked = [
        f"{at(path, call)} {name}"
        for path, tree in modules("readiness/core", "readiness/store", "readiness/usecases")
        for call, name in calls(tree)
        if any(f".{name}".endswith(f".{clock}") for clock in CLOCKS)
    ]
    assert asked == []


def test_use_cases_never_commit() -> None:
    commits = [
        at(path, call)
        for path, tree in modules("readiness/usecases")
        for call, name in calls(tree)
        if name.endswith(".commit") and path.name != "transaction.py"
    ]
    assert commits == []


def test_imports_stand_at_the_top() -> None:
    late = [
        f"{at(path, node)} {name}"
        for path, tree in modules("readiness")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node, name in imported(function)
        if name.split(".")[0] not in LATE_IMPORTS
        and not (
            name.startswith("readiness.usecases") and str(path.relative_to(ROOT)) in LATE_USE_CASES
        )
    ]
    assert late == []


def test_imports_go_down_only() -> None:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert program is not None
    finished = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stdout
