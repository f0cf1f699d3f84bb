"""What is only bad style in a checklist is told at its place, and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.adapters.checklist_files import load, loads

pytestmark = pytest.mark.once

GOOD = """\
id: small
version: 1
kind: launch
title: Small
areas:
  - {id: deploy, title: Deployment}
questions:
  - id: deploy.canary
    question: Does a change start small?
    why: Most faults come with a change.
    blocks: true
    evidence: required
    applies_if: service.tier <= 2
  - id: deploy.minutes
    question: How long does going back take?
    why: Going back is the quickest repair.
    answer: {type: number, unit: minutes, maximum: 15}
gates:
  - {id: sre, title: SRE, areas: [deploy], team: sre}
"""
MODULE = """\
id: cards
version: 1
kind: module
title: Card data
areas:
  - {id: cards, title: Card data}
questions:
  - id: cards.storage
    question: Is no card number kept?
    why: What is not there cannot be stolen.
    evidence: required
    applies_if: service.tier == 3
"""
USING = GOOD.replace(
    "questions:\n", "modules:\n  - {use: cards, applies_if: service.public}\nquestions:\n"
).replace("[deploy]", "[deploy, cards]")


def warnings(text: str) -> list[str]:
    found = loads(text, "x.yaml", ())
    assert found.faults == ()
    return [warning.as_warning().removeprefix("x.yaml:") for warning in found.warnings]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("small", "small", []),
        (
            "    why: Most faults come with a change.\n",
            "",
            ["8:5: warning: `deploy.canary` does not say why it is asked."],
        ),
        (
            "required",
            "welcome",
            ["11:5: warning: `deploy.canary` blocks, but requires no evidence."],
        ),
        (
            "service.tier <= 2",
            "service.tier <= 2 && service.tier == 3",
            ["13:5: warning: The condition of `deploy.canary` can never be true."],
        ),
        (
            "service.tier <= 2",
            "answers['deploy.minutes'] > 5 && answers['deploy.minutes'] < 5",
            ["13:5: warning: The condition of `deploy.canary` can never be true."],
        ),
        (
            "team: sre}",
            "team: sre, applies_if: service.public && !service.public}",
            ["19:55: warning: The condition of the gate `sre` can never be true."],
        ),
        (
            "Deployment}",
            "Deployment}\n  - {id: hygiene, title: Hygiene}",
            [
                "7:6: warning: No gate signs the area `hygiene`.",
                "7:6: warning: No question is asked in the area `hygiene`.",
            ],
        ),
        (
            "team: sre}",
            "team: sre}\n  - {id: law, title: Law, areas: [law], team: law}",
            [
                "7:6: warning: No question is asked in the area `law`.",
                "21:27: warning: The gate `law` covers no question.",
            ],
        ),
    ],
)
def test_what_could_be_better_is_told_at_its_place(
    right: str, wrong: str, expected: list[str]
) -> None:
    assert right in GOOD
    text = GOOD.replace(right, wrong, 1)
    if "id: law" in text:
        text = text.replace("Deployment}", "Deployment}\n  - {id: law, title: Law}")
    assert warnings(text) == expected


def test_a_file_with_warnings_is_taken() -> None:
    found = loads(GOOD.replace("required", "welcome"), "x.yaml")
    assert found.document is not None
    assert len(found.warnings) == 1


def test_a_file_with_faults_is_not_warned_about() -> None:
    found = loads(GOOD.replace("why", "wy").replace("required", "welcome"), "x.yaml")
    assert len(found.faults) == 2
    assert found.warnings == ()


def using(folder: Path, checklist: str = USING, module: str = MODULE) -> list[str]:
    (folder / "modules").mkdir()
    (folder / "modules" / "cards.yaml").write_text(module)
    (folder / "small.yaml").write_text(checklist)
    found = load(folder / "small.yaml")
    assert found.faults == ()
    return [
        warning.as_warning().removeprefix(f"{folder}/small.yaml:") for warning in found.warnings
    ]


def test_a_good_checklist_with_a_module_is_silent(tmp_path: Path) -> None:
    assert using(tmp_path) == []


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (
            "service.public",
            "service.tier == 1",
            "8:18: warning: The condition of `cards.storage` can never be true.",
        ),
        ("[deploy, cards]", "[deploy]", "8:11: warning: No gate signs the area `cards`."),
        (
            "service.public}",
            "service.public, change: {cards.storage: {blocks: true, evidence: welcome}}}",
            "8:71: warning: `cards.storage` blocks, but requires no evidence.",
        ),
    ],
)
def test_what_a_checklist_makes_of_a_module_is_told_where_it_does(
    tmp_path: Path, right: str, wrong: str, expected: str
) -> None:
    assert right in USING
    assert using(tmp_path, USING.replace(right, wrong, 1)) == [expected]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("why", "proof", "8:5: warning: `cards.storage` does not say why it is asked."),
        (
            "evidence: required",
            "blocks: true",
            "11:5: warning: `cards.storage` blocks, but requires no evidence.",
        ),
        (
            "service.tier == 3",
            "service.tier == 3 && service.tier == 1",
            "12:5: warning: The condition of `cards.storage` can never be true.",
        ),
        (
            "questions",
            "  - {id: law, title: Law}\nquestions",
            "7:6: warning: No question is asked in the area `law`.",
        ),
    ],
)
def test_what_could_be_better_in_a_module_is_told_in_its_own_file(
    right: str, wrong: str, expected: str
) -> None:
    assert warnings(MODULE) == []
    assert right in MODULE
    assert warnings(MODULE.replace(right, wrong, 1)) == [expected]
