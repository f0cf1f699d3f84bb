"""What real services are asked before their launch: two lists checked in, and never too many."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations
from pathlib import Path

import pytest

from readiness.adapters.checklist_files import load
from readiness.core.applicability import Asked, asked
from readiness.core.checklist_documents import read
from readiness.core.checklists import AskedFrom, Checklist
from readiness.core.condition_words import in_words
from readiness.core.facts import FACTS, Facts, FactValue

pytestmark = pytest.mark.once

HERE = Path(__file__).parents[1] / "checklists"
SHIPPED = HERE.parents[1] / "checklists"
MOST = 72

FLAGS = [name for name in FACTS if name not in {"tier", "data"}]
DATA = [name for name, _ in FACTS["data"].choices]
TIERS: list[FactValue] = [1, 2, 3, None]

#: A web shop's checkout on Kubernetes that takes cards itself; nothing is announced for a date.
CARDS: dict[str, FactValue] = {
    "tier": 1,
    "data": frozenset({"cards", "personal", "financial"}),
    "public": True,
    "stores_data": True,
    "calls_others": True,
    "revenue": True,
    "crowd": False,
    "shares_data": True,
    "ai": False,
    "kubernetes": True,
    "pipeline": False,
    "eu_people": True,
}
#: The booking of meeting rooms, on one machine, with the company's sign-in.
INTERNAL: dict[str, FactValue] = {
    **dict.fromkeys(FLAGS, False),
    "tier": 3,
    "data": frozenset(),
    "stores_data": True,
    "calls_others": True,
}


@cache
def launch(path: Path = SHIPPED / "launch.yaml") -> Checklist:
    document = load(path).document
    assert document is not None
    return read(document)


def lines(values: dict[str, FactValue]) -> str:
    return "".join(
        f"{each.question.id}\n    {each.question.text}\n    because {why(each)}\n"
        for each in asked(launch(), Facts(values), {})
    )


def why(each: Asked) -> str:
    condition = each.question.applies_if
    return "everybody is asked" if condition is None else in_words(condition, {})


def all_data() -> Iterator[FactValue]:
    yield None
    subsets = (combinations(DATA, size) for size in range(len(DATA) + 1))
    yield from map(frozenset, chain.from_iterable(subsets))


def all_flags() -> Iterator[dict[str, FactValue]]:
    """Yield all true, all false and all unknown, and each of these with one flag different."""
    values: tuple[FactValue, ...] = (True, False, None)
    for value in values:
        everywhere: dict[str, FactValue] = dict.fromkeys(FLAGS, value)
        yield everywhere
        yield from ({**everywhere, name: other} for name in FLAGS for other in values)


@pytest.mark.parametrize(
    ("name", "values"), [("tier-1-cards", CARDS), ("tier-3-internal", INTERNAL)]
)
def test_a_service_is_asked_exactly_what_the_checked_in_list_says(
    name: str, values: dict[str, FactValue]
) -> None:
    assert lines(values) == (HERE / "asked" / f"{name}.txt").read_text(encoding="utf-8")


def test_an_internal_tool_without_sensitive_data_is_asked_about_15_questions() -> None:
    for more in ({}, {"stores_data": False}, {"calls_others": False}, {"kubernetes": True}):
        assert 13 <= len(asked(launch(), Facts({**INTERNAL, **more}), {})) <= 17


def test_no_combination_of_facts_asks_more_than_72_questions() -> None:
    numbers = [
        len(asked(launch(), Facts({"tier": tier, "data": data, **flags}), {}))
        for tier in TIERS
        for data in all_data()
        for flags in all_flags()
    ]
    assert min(numbers) == 14
    assert max(numbers) <= MOST


def test_not_even_with_every_follow_up_are_more_than_72_asked() -> None:
    before = [each for each in launch().questions if each.asked_from is AskedFrom.START]
    assert len(before) <= MOST


def test_version_3_keeps_what_blocks_in_earlier_ones() -> None:
    first, second = (launch(HERE / f"launch-{number}.yaml") for number in (1, 2))
    kept = {each.id: each for each in launch().questions}
    assert (first.version, second.version, launch().version) == (1, 2, 3)
    blocking = {each.id for each in (*first.questions, *second.questions) if each.blocks}
    assert [name for name in blocking if not kept[name].blocks] == []
