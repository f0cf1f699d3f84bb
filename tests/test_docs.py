"""The documents tell of everything that they promise to tell of."""

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
