"""A copy that lacks what was seen is told from one that has it all."""

import pytest

from readiness.core.known_heads import Head, losses, read

A, B, C = "a" * 64, "b" * 64, "c" * 64
HASHES = {1: A, 2: B}


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ([], []),
        ([Head(0, "0" * 64), Head(1, A), Head(2, B)], []),
        (
            [Head(3, C), Head(7, C)],
            ["seen with 7 entries and this copy has 2: the last 5 would be lost"],
        ),
        ([Head(2, C)], [f"Entry 2 of the ledger is another one than was seen: 2:{C}."]),
        ([Head(1, C), Head(3, C)], ["the last 1 would be lost", "Entry 1 of the ledger"]),
    ],
)
def test_what_would_be_lost(known: list[Head], words: list[str]) -> None:
    found = losses(known, Head(2, B), HASHES)
    assert len(found) == len(words)
    for sentence, part in zip(found, words, strict=True):
        assert part in sentence


def test_a_head_is_written_and_read_and_nothing_else_is_one() -> None:
    assert read(f" {Head(12, A)}\n") == Head(12, A)
    for text in ("", "12", f"12:{A}b", f"-1:{A}", f"12:{A[:-1]}G", f"12 {A}"):
        with pytest.raises(ValueError, match="is no head"):
            read(text)
