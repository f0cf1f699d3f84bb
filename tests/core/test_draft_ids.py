"""Ids out of words."""

import pytest

from readiness.core.draft_ids import Ids, slug

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Are backups restored every quarter in a drill?", "backups-restored-quarter-drill"),
        ("Is it?", "is-it"),
        ("24/7 on-call", "call"),
        ("S\u00e9curit\u00e9", "securite"),
        ("a" * 60, "a" * 30),
        ("extraordinarily incomprehensible words", "extraordinarily"),
        ("\u5b89\u5168", ""),
        ("1 2 3", ""),
    ],
)
def test_the_words_that_say_something_make_the_id(text: str, expected: str) -> None:
    assert slug(text, 30) == expected


def test_no_id_is_given_twice() -> None:
    ids = Ids(24, "area")
    texts = ["Data", "Data", "data 2", "Data!", "\u5b89", "\u5168"]
    expected = ["data", "data-2", "data-2-2", "data-3", "area", "area-2"]
    assert [ids.new(text) for text in texts] == expected
    assert [ids.new(text) for text in ("X-ray", "X", "ray x")] == ["x-ray", "x", "ray-x"]
