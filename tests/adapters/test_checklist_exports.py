"""A checklist leaves as a handbook and as a table, in which what it says stays text."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from hypothesis import given

from readiness.adapters.checklist_csv import harmless
from readiness.adapters.checklist_exports import FORMS
from readiness.adapters.checklist_files import load, loads
from readiness.adapters.checklist_folders import SHIPPED
from readiness.adapters.checklist_markdown import escaped
from tests.factories.checklist_texts import checklist_texts
from tests.factories.checklists import PERSONAL, gate, launch_document, question

pytestmark = pytest.mark.once


def document(**changes: Any) -> dict[str, Any]:
    return {**launch_document(), **changes}


def table(of: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(FORMS["csv"].write(of), newline="")))


@given(checklist_texts())
def test_every_checklist_has_a_heading_and_a_row_for_each_question(text: str) -> None:
    found = loads(text, "x.yaml", ()).document
    assert found is not None
    told = FORMS["markdown"].write(found).splitlines()
    asked: Any = found["questions"]
    # Each stands below the heading of its area.
    assert len([line for line in told if line.startswith("### ")]) == len(asked) + len(
        found["gates"]  # type: ignore[arg-type]
    )
    assert [row["Id"] for row in table(found)] == [each["id"] for each in asked]


def test_the_handbook_says_what_a_reader_needs() -> None:
    later: dict[str, Any] = {"from": "launched"}
    odd = question(
        "hygiene.odd",
        applies_if=PERSONAL,
        measure="Days since the last drill.",
        origin="The outage of March.",
        was=["hygiene.strange"],
        evidence_max_age_days=30,
        **later,
    )
    wanted = gate("privacy", "hygiene", applies_if=PERSONAL, after=["sre"])
    told = FORMS["markdown"].write(
        document(
            questions=[odd, question("hygiene.firm", blocks=True, waivable=False)],
            gates=[gate("sre", "deployment"), wanted],
            retired=True,
            areas=[
                {"id": "hygiene", "title": "Hygiene", "intro": "Could others run it?"},
                {"id": "deployment", "title": "Deployment", "intro": ""},
            ],
            policy={**launch_document()["policy"], "pass_mark": 80, "area_minimum": 60},  # type: ignore[dict-item]
        )
    )
    for said in (
        "# Launch readiness review\n\nVersion 1. 2 questions at most.",
        "Retired: no new review takes it.",
        "## Hygiene\n\nCould others run it?",
        "*Asked if “Sensitive data” includes personal data, or if that is not known.*",
        "*Asked after the launch: it needs experience in production.*",
        "- **Evidence:** Welcome, at most 30 days old",
        "- **What could be measured:** Days since the last drill.",
        "- **Behind it:** The outage of March.",
        "- **Earlier names:** hygiene.strange",
        "- **If it is not met:** It stops the launch; it cannot be waived",
        "1 of team privacy. Covers Hygiene. After SRE. An answer is expected within 3 days.",
        "*Needed if “Sensitive data” includes personal data",
        "- **Pass mark:** 80 of 100\n- **Least score per area:** 60 of 100",
    ):
        assert said in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>", r"\<script\>"),
        ("[a](javascript:b)", r"\[a\](javascript:b)"),
        ("![x](y)", r"\!\[x\](y)"),
        ("- a\n1. b\n    c", "\\- a\n1\\. b\nc"),
        ("# a **b** `c` &amp;", r"\# a \*\*b\*\* \`c\` \&amp;"),
    ],
)
def test_what_looks_like_markup_is_text(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    told = table(document(questions=[question("hygiene.x", why=cell)]))
    assert told[0]["Why"].startswith("'")


def test_other_cells_stay_as_they_are() -> None:
    told = table(document(questions=[question("hygiene.x", why="One, two; “three”\nfour")]))
    assert told[0]["Why"] == "One, two; “three”\nfour"


@pytest.mark.parametrize("kind", FORMS)
def test_everything_shipped_can_leave(kind: str) -> None:
    for path in SHIPPED.glob("*.yaml"):
        found = load(path).document
        assert found is not None
        assert str(found["title"]) in FORMS[kind].write(found) or kind == "csv"
