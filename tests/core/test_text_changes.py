"""The words that went and came are shown, and nothing that changed is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.text_changes import Kind, changed

TWENTY = " ".join(f"w{number}" for number in range(20))
MARKS = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "[+{}+]"}


def shown(old: str, new: str) -> str:
    return "".join(MARKS[piece.kind].format(piece.text) for piece in changed(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "All of it", "[+All of it+]"),
        ("All of it", "", "[-All of it-]"),
        ("a b c", "a x c", "a [-b -][+x +]c"),
        ("a b", "a b c", "a b [+c+]"),
        ("a a", "a", "a[-a-]"),
        ("same", "same", "same"),
        (f"{TWENTY} old", f"{TWENTY} new", f"… {' '.join(TWENTY.split()[-8:])} [-old-][+new+]"),
    ],
)
def test_what_went_and_came(old: str, new: str, told: str) -> None:
    assert shown(old, new) == told


@given(st.text("ab \n", max_size=8), st.text("ab \n", max_size=8))
def test_every_word_that_differs_is_shown(old: str, new: str) -> None:
    pieces = changed(old, new)
    same = [word for piece in pieces if piece.kind is Kind.SAME for word in piece.text.split()]
    gone = [word for piece in pieces if piece.kind is Kind.GONE for word in piece.text.split()]
    came = [word for piece in pieces if piece.kind is Kind.NEW for word in piece.text.split()]
    assert sorted(same + gone) == sorted(old.split())
    assert sorted(same + came) == sorted(new.split())
