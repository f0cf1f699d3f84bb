"""Whatever a page or the API calls checks a right somewhere on its way: default deny."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import readiness

pytestmark = pytest.mark.once

ROOT = Path(readiness.__file__).parent
USE_CASES = ROOT / "usecases"

#: Called by edges without a right of their own, each with the reason why that is safe.
NEEDS_NONE = {
    "transaction.commit": "writes what a use case has decided",
    "done_forms.place_of": "knows a form by digests of all that its sender sent",
    "done_forms.claim": "notes these digests with what a use case does",
    "done_forms.lead": "notes a page of ours with these digests",
    "standing_freezes.is_advisory": "takes such a Dossier too",
    "standing_freezes.judged": "takes a Dossier, which only whoever may read it was given",
    "signed_verdicts.ground": "reads how the ledger ends, for an answer that the gate decides on",
    "signed_verdicts.signed": "signs what the gate has told to a caller with the right to ask",
    "sign_ins.actor_of": "finds out who asks, before anything can be asked",
    "sign_ins.start": "takes a Proven, which only a right password makes",
    "sign_ins.begin": "takes the account that a used link has just made",
}


def modules() -> dict[str, ast.Module]:
    return {path.stem: ast.parse(path.read_text()) for path in sorted(USE_CASES.glob("*.py"))}


def imported(tree: ast.Module) -> dict[str, str]:
    """Return what each imported name stands for: `module` or `module.function`."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(
            "readiness.usecases"
        ):
            continue
        below = (node.module or "").removeprefix("readiness.usecases").lstrip(".")
        for alias in node.names:
            names[alias.asname or alias.name] = f"{below}.{alias.name}".lstrip(".")
    return names


def called(node: ast.AST, names: dict[str, str], module: str = "") -> Iterator[str]:
    """Yield the use cases that are named in the node, as `module.function`."""
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            if each.value.id in names:
                yield f"{names[each.value.id]}.{each.attr}"
        elif isinstance(each, ast.Name):
            yield names.get(each.id, f"{module}.{each.id}")


def calls() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for module, tree in modules().items():
        names = imported(tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found[f"{module}.{node.name}"] = set(called(node, names, module))
    return found


def checking() -> set[str]:
    """Return the functions that require a right, themselves or through what they call."""
    graph = calls()
    checks = {name for name, used in graph.items() if any(u.endswith(".require") for u in used)}
    while more := {name for name, used in graph.items() if used & checks} - checks:
        checks |= more
    return checks


def takes_session() -> set[str]:
    return {
        f"{module}.{node.name}"
        for module, tree in modules().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and "session" in {arg.arg for arg in node.args.args}
    }


def used_by_edges() -> set[str]:
    found: set[str] = set()
    for edge in ("web", "api"):
        for path in (ROOT / edge).rglob("*.py"):
            tree = ast.parse(path.read_text())
            found |= set(called(tree, imported(tree)))
    return found & takes_session()


def test_every_use_case_that_an_edge_calls_checks_a_right() -> None:
    used = used_by_edges()
    assert len(used) > 40, "the search has gone blind"
    assert used - checking() == set(NEEDS_NONE) & used
