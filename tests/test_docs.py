"""The documents tell of everything that they promise to tell of."""

import re
from pathlib import Path

import pytest

from readiness.settings import known

pytestmark = pytest.mark.once

DOCS = Path(__file__).parents[1] / "docs"


def test_every_setting_has_a_heading() -> None:
    headings = {
        line.removeprefix("## ")
        for line in (DOCS / "settings.md").read_text().splitlines()
        if line.startswith("## ")
    }
    assert {setting.name for setting in known().values()} == headings - {"What cannot be set"}


def test_every_test_that_a_rule_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (DOCS / "rules.md").read_text()))
    defined = {
        name
        for path in Path(__file__).parent.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert named - defined == set()
