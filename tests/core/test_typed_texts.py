"""Control characters are left out of what was typed, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.typed_texts import without_controls


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("two\r\nlines\tand a tab", "two\r\nlines\tand a tab"),
        ("a\x01b\x0b\x7f\x9fc", "abc"),
        ("\ufdd0\ufffe\U0001ffff!", "!"),
        ("gpj.\u202eexe \u200b \u00a0 \ue000", "gpj.\u202eexe \u200b \u00a0 \ue000"),
        ("a\0b", "a\0b"),
    ],
)
def test_only_what_nobody_can_see_or_type_is_left_out(typed: str, kept: str) -> None:
    assert without_controls(typed) == kept


@given(st.text())
def test_what_is_left_stays(text: str) -> None:
    kept = without_controls(text)
    assert without_controls(kept) == kept
