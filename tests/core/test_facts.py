"""Facts survive being stored, and whatever is not one of theirs counts as not known."""

from __future__ import annotations

import pytest

from readiness.core.facts import FACTS, Facts, FactValue, from_plain, to_plain

pytestmark = pytest.mark.once


def test_stored_facts_are_read_back_the_same() -> None:
    facts = Facts({"tier": 2, "data": frozenset({"personal", "cards"}), "public": False})
    plain = to_plain(facts)
    assert plain["data"] == ["cards", "personal"]
    assert set(plain) == set(FACTS)
    assert all(from_plain(plain).of(name) == facts.of(name) for name in FACTS)


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("tier", 1, 1),
        ("tier", 4, None),
        ("tier", True, None),
        ("tier", "1", None),
        ("public", True, True),
        ("public", "yes", None),
        ("data", [], frozenset()),
        ("data", ["cards"], frozenset({"cards"})),
        ("data", ["secrets"], None),
        ("data", "cards", None),
    ],
)
def test_a_value_of_the_wrong_type_is_not_known(
    name: str, raw: object, expected: FactValue
) -> None:
    assert from_plain({name: raw}).of(name) == expected
