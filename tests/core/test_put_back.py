"""What was removed is put back where it stood, and nothing stands there twice."""

from __future__ import annotations

import pytest

from readiness.core.evidence import Piece
from readiness.core.pieces import put_back

pytestmark = pytest.mark.once


def pieces(names: str) -> list[Piece]:
    return [{"url": "https://example.com", "description": name} for name in names]


@pytest.mark.parametrize(
    ("known", "before", "after", "found"),
    [
        ("AC", "ABC", "AC", "ABC"),
        ("A", "ABC", "AC", "AB"),
        ("", "ABC", "AC", "B"),
        ("ABC", "ABC", "AC", "ABC"),
        ("ACD", "ABC", "AC", "ABCD"),
        ("AC", "AC", "ABC", "AC"),
    ],
)
def test_it_stands_where_it_stood(known: str, before: str, after: str, found: str) -> None:
    assert put_back(pieces(known), pieces(before), pieces(after)) == pieces(found)


def test_the_day_that_it_was_added_makes_no_other_piece_of_it() -> None:
    known = [{**pieces("A")[0], "added": "2026-11-02"}]
    before = [{**pieces("A")[0], "added": "2026-11-01"}]
    assert put_back(known, before, []) == known


@pytest.mark.parametrize("newer", [{"dated": "2026-11-20"}, {"file": "a" * 64, "name": "a.txt"}])
def test_it_is_not_put_beside_a_newer_one_that_takes_its_place(newer: Piece) -> None:
    (old,) = pieces("A")
    known = [{**old, **newer}]
    assert put_back(known, [old], []) == known


def test_a_kept_copy_is_put_back_beside_its_link_alone() -> None:
    (link,) = pieces("A")
    copied = {**link, "file": "a" * 64, "name": "a.txt"}
    assert put_back([link], [copied, link], [link]) == [copied, link]
