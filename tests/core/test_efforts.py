"""How much a reviewer has to read, in one line."""

import pytest

from readiness.core.efforts import NO_EFFORT, Effort, line, read


@pytest.mark.parametrize(
    ("to_read", "unchanged", "says"),
    [
        (2, 14, "14 unchanged, 2 to read, about 3 minutes"),
        (1, 3, "3 unchanged, 1 to read, about 2 minutes"),
        (16, None, "16 to read, about 24 minutes"),
        (0, 16, "nothing changed since your vote"),
    ],
)
def test_the_line_counts_what_is_left(to_read: int, unchanged: int | None, says: str) -> None:
    assert line(to_read, unchanged) == says


def test_it_is_each_persons_own() -> None:
    kept = {"covers": 16, "read": {"7": [2, 14]}, "asked": {"7": [1, 2], "8": [0, 3]}}
    found = read(kept)
    assert found.line(7) == "14 unchanged, 2 to read, about 3 minutes"
    assert found.line(9) == found.line(None) == "16 to read, about 24 minutes"
    assert found.answered(7) == "answered: 1 of 2 that you asked about"
    assert found.answered(8) == found.answered(9) == ""


def test_a_summary_without_it_says_nothing() -> None:
    assert read({}) == Effort(read={}, asked={})
    assert NO_EFFORT.line(7) == NO_EFFORT.answered(7) == ""
