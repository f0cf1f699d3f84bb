"""What people are told reads well: every text is checked in, so that a change of words is seen."""

import pytest

from readiness.core.notice_events import TABLE
from tests.factories.messages import FOLDER, files

pytestmark = pytest.mark.once


def test_every_text_is_the_one_that_was_read() -> None:
    """`python -m tests.factories.messages` writes them anew: then read the difference."""
    made = files()
    known = {name: (FOLDER / name).read_text(encoding="utf-8") for name in made}
    assert made == known


def test_every_event_that_is_told_is_among_them() -> None:
    told = (FOLDER / "told.txt").read_text(encoding="utf-8")
    assert [line.partition(",")[0][4:] for line in told.splitlines() if line[:4] == "=== "] == list(
        TABLE
    )
