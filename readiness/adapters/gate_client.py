"""The gate's client as one file: its modules one after the other, with one list of imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from importlib import resources

#: In this order each needs only those before it. The last is what is run.
MODULES = (
    "gate_calls",
    "gate_answers",
    "gate_curve",
    "gate_signed",
    "gate_words",
    "gate_summaries",
    "gate_waits",
    "gate_glass",
    "gate",
)


@cache
def text() -> str:
    """Return the program. It runs by itself with Python 3.9 or newer."""
    sources = {name: _source(name) for name in MODULES}
    trees = {name: ast.parse(source) for name, source in sources.items()}
    opening = ast.get_source_segment(sources["gate"], trees["gate"].body[0]) or ""
    imports = _imports(node for tree in trees.values() for node in tree.body)
    parts = [_rest(sources[name], trees[name]) for name in MODULES]
    head = f"#!/usr/bin/env python3\n{opening}\n\nfrom __future__ import annotations\n\n"
    return head + "\n".join(imports) + "\n\n\n" + "\n\n\n".join(parts) + "\n"


def _source(name: str) -> str:
    return (resources.files("readiness.cli") / f"{name}.py").read_text()


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _imports(nodes: Iterable[ast.stmt]) -> list[str]:
    """Return what they need of the standard library, each module once."""
    whole, parts = set[str](), dict[str, set[str]]()
    for node in nodes:
        if isinstance(node, ast.Import):
            whole |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts.setdefault(node.module, set()).update(each.name for each in node.names)
    ours = {name for name in parts if name.split(".")[0] in ("readiness", "__future__")}
    found = {name: ", ".join(sorted(parts[name])) for name in parts.keys() - ours}
    froms = sorted(f"from {name} import {names}" for name, names in found.items())
    return [*(f"import {name}" for name in sorted(whole)), *froms]


def _rest(source: str, tree: ast.Module) -> str:
    """Return what stands below the imports, with its comments."""
    last = [node for node in tree.body if _is_import(node)][-1]
    return "\n".join(source.splitlines()[last.end_lineno :]).strip()
