"""What a checklist asks otherwise of a module takes nothing away that it does not name."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from readiness.core.checklists import Counts, Number
from tests.adapters.test_checklist_modules import CHECKLIST, MODULE, faults, flat

pytestmark = pytest.mark.once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "modules").mkdir()
    return tmp_path


def test_a_limit_that_is_not_named_stays_as_in_the_module(folder: Path) -> None:
    number = "{type: number, unit: minutes, minimum: 1, maximum: 10}"
    counts = "{type: counts, limits: {high: 0, low: 5}}"
    module = MODULE.replace("{type: date, max_age_days: 90}", number)
    module = module.replace("with each release?", f"with each release?\n    answer: {counts}")
    (folder / "modules" / "cards.yaml").write_text(module)
    text = CHECKLIST.replace(
        "{type: date, max_age_days: 30}", "{type: number, unit: minutes, maximum: 5}"
    ).replace(
        "        weight: 5\n",
        "        weight: 5\n      deploy.keys: {answer: {type: counts, limits: {low: 3}}}\n",
    )
    questions = flat(folder, text).questions
    assert questions[2].answer == Number("minutes", Decimal(1), Decimal(5))
    assert questions[3].answer == Counts((("high", 0), ("low", 3)))


def test_a_module_has_as_much_text_in_conditions_as_is_read_quickly(folder: Path) -> None:
    long = " || ".join(["service.calls_others"] * 37)
    asked = "".join(
        f"  - id: cards.q{number}\n    question: Is it?\n    applies_if: service.tier < {number + 4}\n"
        for number in range(60)
    )
    (folder / "modules" / "cards.yaml").write_text(MODULE + asked)
    text = CHECKLIST.replace("\"'cards' in service.data\"", long)
    start = time.perf_counter()
    assert faults(folder, text) == [
        "small.yaml:8:10: All conditions together have at most 30,000 characters."
    ]
    assert time.perf_counter() - start < 3
