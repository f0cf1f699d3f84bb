"""The JSON Schema accepts what the loader accepts, and underlines slips as the loader does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from readiness.adapters import yaml_nodes, yaml_reader
from readiness.adapters.checklist_files import loads
from readiness.adapters.checklist_folders import SHIPPED, files_of
from readiness.adapters.checklist_schema import schema
from readiness.cli.main import commands
from tests.adapters.broken_checklists import GOOD

pytestmark = pytest.mark.once

VALIDATOR = Draft202012Validator(schema())


def complaints(document: object) -> list[str]:
    return sorted(str(error.json_path) for error in VALIDATOR.iter_errors(document))


def plain(text: str) -> Any:
    """Return the values as our reader takes them, with decimals as JSON has them."""
    root = yaml_reader.parse(text).root
    assert root is not None
    return json.loads(json.dumps(yaml_nodes.plain(root), default=_number))


def _number(value: object) -> float:
    assert isinstance(value, Decimal)
    return float(value)


def test_it_is_a_schema_and_the_command_prints_it() -> None:
    Draft202012Validator.check_schema(schema())
    found = CliRunner().invoke(commands, ["checklists", "schema"])
    assert json.loads(found.output) == schema()


@pytest.mark.parametrize("path", list(files_of([SHIPPED])), ids=lambda path: path.stem)
def test_every_shipped_file_fits_the_schema(path: Path) -> None:
    text = path.read_text("utf-8")
    assert complaints(plain(text)) == []
    # Editors read YAML with a reader of their own.
    assert complaints(yaml.safe_load(text)) == []


def keys(node: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield from node.get("properties", {}).items() if "additionalProperties" in node else ()
        for inner in node.values():
            yield from keys(inner)


def test_every_key_has_a_title_and_a_description() -> None:
    found = list(keys(schema()["$defs"]))
    assert len(found) > 50
    assert [name for name, key in found if "description" not in key] == []
    # What refers to a definition has that one's title.
    assert [name for name, key in found if not key.keys() & {"title", "$ref"}] == []
    assert dict(found)["from"]["title"] == "From"


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("weight: 4", "wieght: 4", "$.questions[0]"),
        ("weight: 4", "weight: 6", "$.questions[0].weight"),
        ("weight: 4", "weight: '4'", "$.questions[0].weight"),
        ("weight: 4", "blocks: maybe", "$.questions[0].blocks"),
        ("weight: 4", "evidence: some", "$.questions[0].evidence"),
        ("weight: 4", "was: deploy.slow", "$.questions[0].was"),
        ("weight: 4", "was: [slow]", "$.questions[0].was[0]"),
        ("weight: 4", "evidence_max_age_days: 0", "$.questions[0].evidence_max_age_days"),
        ("kind: launch", "kind: lunch", "$.kind"),
        ("kind: launch", "kind: module", "$"),
        ("title: Small", "title: 12", "$.title"),
        ("title: Small\n", "", "$"),
        ("id: deploy.canary", "id: canary", "$.questions[0].id"),
        (", maximum: 15", "", "$.questions[1].answer"),
        ("maximum: 15", "maximum: '15'", "$.questions[1].answer"),
        ("type: number", "type: nmber", "$.questions[1].answer"),
        ("type: number, ", "", "$.questions[1].answer"),
        ("{type: number, unit: minutes, maximum: 15}", "{}", "$.questions[1].answer"),
        (
            "{type: number, unit: minutes, maximum: 15}",
            "{type: counts, limits: {Bad: 1}}",
            "$.questions[1].answer",
        ),
        ("questions:", "modules: [{us: x}]\nquestions:", "$.modules[0]"),
        (
            "questions:",
            "modules: [{use: x, change: {a.b: {wieght: 1}}}]\nquestions:",
            "$.modules[0].change['a.b']",
        ),
        ("team: sre", "people: 0, team: sre", "$.gates[0].people"),
    ],
)
def test_slips_are_underlined_where_they_stand(right: str, wrong: str, place: str) -> None:
    assert complaints(plain(GOOD)) == []
    text = GOOD.replace(right, wrong, 1)
    assert place in complaints(plain(text))
    assert loads(text, "x").faults != ()
