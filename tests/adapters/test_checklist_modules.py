"""What a module brings into a checklist, what the checklist may change of it, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.adapters.checklist_files import Loaded, load, loads
from readiness.core.checklist_documents import read
from readiness.core.checklists import Checklist, DateAge, EvidenceNeed

pytestmark = pytest.mark.once

MODULE = """\
id: cards
version: 1
kind: module
title: Card data
areas:
  - {id: deploy, title: Another title}
  - {id: cards, title: Card data}
questions:
  - id: cards.storage
    question: Is no card number kept?
    blocks: true
    applies_if: service.stores_data || service.public
  - id: cards.scan
    question: When were the logs last searched for card numbers?
    answer: {type: date, max_age_days: 90}
    evidence: required
    was: [cards.search]
    applies_if: answers['cards.storage'] == 'yes'
  - id: deploy.keys
    question: Are the keys changed with each release?
"""
CHECKLIST = """\
id: small
version: 1
kind: launch
title: Small
areas:
  - {id: deploy, title: Deployment}
modules:
  - use: cards
    applies_if: "'cards' in service.data"
    change:
      cards.scan:
        answer: {type: date, max_age_days: 30}
        weight: 5
questions:
  - {id: deploy.canary, question: Does a change start small?}
gates:
  - {id: sre, title: SRE, areas: [deploy, cards], team: sre}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "cards.yaml").write_text(MODULE)
    return tmp_path


def loaded(folder: Path, text: str = CHECKLIST) -> Loaded:
    (folder / "small.yaml").write_text(text)
    return load(folder / "small.yaml")


def faults(folder: Path, text: str = CHECKLIST) -> list[str]:
    found = loaded(folder, text)
    assert (found.document is None) == bool(found.faults)
    return [str(fault).removeprefix(f"{folder}/") for fault in found.faults]


def flat(folder: Path, text: str = CHECKLIST) -> Checklist:
    assert faults(folder, text) == []
    document = loaded(folder, text).document
    assert document is not None
    return read(document)


def condition(folder: Path, text: str, question: str) -> object:
    document = loaded(folder, text).document
    assert document is not None
    questions = document["questions"]
    assert isinstance(questions, list)
    [found] = [each["applies_if"] for each in questions if each["id"] == question]
    return found and found["text"]


def test_the_document_is_flat(folder: Path) -> None:
    checklist = flat(folder)
    assert [(area.id, area.title) for area in checklist.areas] == [
        ("deploy", "Deployment"),
        ("cards", "Card data"),
    ]
    ids = ["deploy.canary", "cards.storage", "cards.scan", "deploy.keys"]
    assert [question.id for question in checklist.questions] == ids
    assert "modules" not in (loaded(folder).document or {})


def test_a_changed_question_is_otherwise_as_in_the_module(folder: Path) -> None:
    scan = flat(folder).questions[2]
    assert (scan.answer, scan.weight) == (DateAge(30), 5)
    assert scan.evidence is EvidenceNeed.REQUIRED
    assert scan.was == ("cards.search",)


def test_both_conditions_hold(folder: Path) -> None:
    both = "('cards' in service.data) && (service.stores_data || service.public)"
    assert condition(folder, CHECKLIST, "cards.storage") == both
    assert condition(folder, CHECKLIST, "deploy.keys") == "'cards' in service.data"
    always = CHECKLIST.replace("    applies_if: \"'cards' in service.data\"\n", "")
    assert condition(folder, always, "deploy.keys") is None
    own = "service.stores_data || service.public"
    assert condition(folder, always, "cards.storage") == own


def test_a_comment_in_a_condition_ends_with_it(folder: Path) -> None:
    text = CHECKLIST.replace('service.data"', 'service.data // by contract"')
    assert flat(folder, text).questions[1].applies_if == flat(folder).questions[1].applies_if


def test_an_exported_flat_document_needs_no_module(folder: Path) -> None:
    document = loaded(folder).document
    assert loads(CHECKLIST, "x", [folder / "modules"]).document == document
    assert loads(CHECKLIST, "x").faults[0].sentence.startswith("There is no module `cards`")


def test_the_file_beside_wins_over_the_shipped_one(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "cards.yaml").write_text(MODULE.replace("Is no card", "Is no payment card"))
    document = loads(CHECKLIST, "x", [other, folder / "modules"]).document
    assert document is not None
    assert read(document).questions[1].text == "Is no payment card number kept?"


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (
            "use: cards",
            "use: card",
            ["8:10: There is no module `card`; did you mean `cards`?"],
        ),
        (
            "use: cards",
            "use: ../small",
            ["8:10: `use` must be small letters, digits and hyphens, starting with a letter."],
        ),
        ("use: cards", "us: cards", ["8:5: `us` is not a known key; did you mean `use`?", "{use}"]),
        (
            "questions:\n",
            "  - use: cards\nquestions:\n",
            ["14:10: `cards` is used twice."],
        ),
        (
            "cards.scan:\n",
            "cards.scam:\n",
            ["11:7: `cards.scam` is not a question of `cards`; did you mean `cards.scan`?"],
        ),
        (
            "weight: 5",
            "wieght: 5",
            ["13:9: `wieght` is not a known key; did you mean `weight`?"],
        ),
        ("weight: 5", "was: [cards.x]", ["13:9: {was}"]),
        ("weight: 5", "weight: null", ["13:17: `weight` must be a whole number."]),
        (
            "max_age_days: 30",
            "maximum_days: 30",
            [
                "12:17: `max_age_days` is missing.",
                "12:30: `maximum_days` is not a known key; did you mean `max_age_days`?",
            ],
        ),
        (
            "answer: {type: date, max_age_days: 30}",
            "answer: {type: yes_no}",
            ["12:17: `cards.scan` has the answer type date, which cannot change."],
        ),
        (
            "weight: 5",
            "evidence: none\n        evidence_max_age_days: 30",
            ["12:9: `evidence_max_age_days` needs `evidence`: required or welcome."],
        ),
        (
            "'cards' in service.data",
            "'card' in service.data",
            ["9:18: This is never 'card'; it can be cards, financial, health, personal."],
        ),
        (
            "\"'cards' in service.data\"",
            "answers['cards.storage'] == 'no'",
            ["9:17: `cards.storage` is not a question of this checklist; known are deploy.canary."],
        ),
        (
            "deploy.canary",
            "deploy.keys",
            ["8:10: `cards` brings `deploy.keys`, which is already a question here."],
        ),
        (
            "small?}",
            "small?, was: [cards.search]}",
            ["8:10: `cards` brings `cards.search`, which is already a question here."],
        ),
        (
            "areas: [deploy, cards]",
            "areas: [deploy, cord]",
            ["17:43: `cord` is not an area of this checklist; did you mean `cards`?"],
        ),
        (
            "\"'cards' in service.data\"",
            " && ".join(["'cards' in service.data"] * 36).join('""'),
            ["8:10: {long} `cards.storage`: {most}", "8:10: {long} `cards.scan`: {most}"],
        ),
    ],
)
def test_a_fault_in_using_a_module_is_named_at_its_place(
    folder: Path, right: str, wrong: str, expected: list[str]
) -> None:
    assert CHECKLIST.count(right) >= 1
    words = {
        "{long}": "With the condition of",
        "{most}": "A condition has at most 1000 characters.",
        "{was}": "`was` is not a known key; known are answer, blocks, evidence, "
        "evidence_max_age_days, may_not_apply, minutes, waivable, weight.",
        "{use}": "8:5: `use` is missing.",
    }
    for short, long in words.items():
        expected = [line.replace(short, long) for line in expected]
    found = faults(folder, CHECKLIST.replace(right, wrong, 1))
    assert sorted(found) == sorted(f"small.yaml:{line}" for line in expected)


def test_a_fault_within_a_module_is_named_in_its_own_file(folder: Path) -> None:
    module = folder / "modules" / "cards.yaml"
    module.write_text(MODULE.replace("blocks", "block").replace("service.public", "service.pubic"))
    expected = [
        "modules/cards.yaml:11:5: `block` is not a known key; did you mean `blocks`?",
        "modules/cards.yaml:12:40: `pubic` is not a known fact; did you mean `public`?",
    ]
    assert faults(folder) == expected
    assert [str(fault).removeprefix(f"{folder}/") for fault in load(module).faults] == expected


def test_a_module_that_is_not_yaml_is_a_fault_of_its_file(folder: Path) -> None:
    (folder / "modules" / "cards.yaml").write_text("id: [")
    [fault] = faults(folder)
    assert fault.startswith("modules/cards.yaml:2:1: This is not YAML")


def test_a_module_is_checked_alone_and_is_no_checklist(folder: Path) -> None:
    found = load(folder / "modules" / "cards.yaml")
    assert (found.document, found.faults) == (None, ())
    [fault] = loads(MODULE + "gates: []\n", "x").faults
    assert "`gates` is not a known key" in fault.sentence


def test_a_checklist_cannot_be_used_as_a_module(folder: Path) -> None:
    (folder / "modules" / "cards.yaml").write_text(CHECKLIST)
    assert "modules/cards.yaml:3:7: `kind` must be 'module'." in faults(folder)


def test_a_module_bears_the_name_of_its_file(folder: Path) -> None:
    module = folder / "modules" / "cards.yaml"
    module.write_text(MODULE.replace("id: cards\n", "id: card\n"))
    assert faults(folder) == [
        "small.yaml:8:10: The id in modules/cards.yaml is `card`, not the file's name."
    ]


def test_modules_together_bring_a_bounded_number_of_questions(folder: Path) -> None:
    for number in range(4):
        module = f"id: m{number}\nversion: 1\nkind: module\ntitle: M\nareas:\n"
        module += f"  - {{id: a{number}, title: A}}\nquestions:\n"
        module += "".join(f"  - {{id: a{number}.q{i}, question: Is it?}}\n" for i in range(100))
        (folder / "modules" / f"m{number}.yaml").write_text(module)
    used = "".join(f"  - use: m{number}\n" for number in range(4))
    text = CHECKLIST.replace("questions:", used + "questions:")
    assert faults(folder, text) == [
        "small.yaml:17:10: With its modules this has more than 300 questions and 30 areas."
    ]
