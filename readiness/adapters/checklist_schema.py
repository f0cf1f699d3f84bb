"""The format as a JSON Schema, with which editors complete keys and underline faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic.json_schema import models_json_schema

from readiness.adapters.checklist_model import Checklist, Module

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the schema of both kinds of file, made from the models that read them."""
    _, found = models_json_schema(
        [(Checklist, "validation"), (Module, "validation")], by_alias=True
    )
    for part in _parts(found):
        _tighten(part)
    is_module = {"properties": {"kind": {"const": "module"}}, "required": ["kind"]}
    return {
        "$schema": DIALECT,
        "title": "Readiness checklist",
        "description": "A checklist, or a module that checklists include.",
        "if": is_module,
        "then": {"$ref": "#/$defs/Module"},
        "else": {"$ref": "#/$defs/Checklist"},
        **found,
    }


def _parts(node: object) -> Iterator[dict[str, Any]]:
    inner: Iterable[object] = node if isinstance(node, list) else ()
    if isinstance(node, dict):
        yield node
        inner = node.values()
    for each in inner:
        yield from _parts(each)


def _tighten(part: dict[str, Any]) -> None:
    # The models refuse keys of another pattern; in a schema that has to be said.
    if "patternProperties" in part:
        part["additionalProperties"] = False
    # A key that may be left out may still not stand there without a value.
    kinds = [kind for kind in part.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) < len(part.get("anyOf", ())):
        del part["anyOf"]
        part.pop("default", None)
        part.update(kinds[0] if len(kinds) == 1 else {"anyOf": kinds})
    # A word of OpenAPI that no JSON Schema knows.
    if isinstance(part.get("discriminator"), dict):
        del part["discriminator"]
