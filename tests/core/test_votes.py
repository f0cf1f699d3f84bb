"""What each kind of vote has to say."""

import pytest

from readiness.core.signoffs import Choice
from readiness.core.votes import LONGEST_COMMENT, Word, faults

A, R, D = Choice.APPROVE, Choice.REQUEST_CHANGES, Choice.DENY
ONE = frozenset({"a.one"})


@pytest.mark.parametrize(
    ("word", "fields"),
    [
        (Word(A, "d"), set()),
        (Word(A, "d", questions=ONE), set()),
        (Word(R, "d"), {"questions"}),
        (Word(R, "d", "Say who."), set()),
        (Word(R, "d", questions=ONE), set()),
        (Word(R, "d", questions=ONE | {"b.two"}), {"questions"}),
        (Word(D, "d"), {"comment"}),
        (Word(D, "d", questions=ONE), {"comment"}),
        (Word(D, "d", "No way back."), set()),
        (Word(A, "d", "x" * (LONGEST_COMMENT + 1)), {"comment"}),
    ],
)
def test_a_vote_says_enough(word: Word, fields: set[str]) -> None:
    assert set(faults(word, ["a.one", "a.three"])) == fields
