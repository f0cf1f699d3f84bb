"""Every change of a question is told in words, and what asks for less is never missed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from readiness.core.checklist_differences import Change, ChangeKind, differences
from readiness.core.checklists import Question
from readiness.core.question_differences import FIGURES, FLAGS, WORDS
from tests.factories.checklists import FAILING, Document, launch_document, question

pytestmark = pytest.mark.once

ID = "deployment.canary"
PUBLIC: Document = {"text": "service.public", "parsed": {"fact": "public"}}
TIER_ONE: Document = {
    "text": "service.tier == 1",
    "parsed": {"op": "==", "left": {"fact": "tier"}, "right": {"value": 1}},
}
BOTH: Document = {
    "text": "service.public && service.tier == 1",
    "parsed": {"op": "and", "left": PUBLIC["parsed"], "right": TIER_ONE["parsed"]},
}
GONE: Document = {"text": "service.gone", "parsed": {"fact": "gone"}}
#: The same as PUBLIC, in other words.
NOT_PRIVATE: Document = {
    "text": "!(!service.public)",
    "parsed": {"not": {"not": PUBLIC["parsed"]}},
}


def counts(**most: int) -> Document:
    limits = [{"severity": name, "most": each} for name, each in most.items()]
    return {"type": "counts", "limits": limits}


def number(unit: str = "minutes", **limits: str) -> Document:
    return {"type": "number", "unit": unit, "minimum": None, "maximum": None, **limits}


def alerts(pages: str, percent: int) -> Document:
    return {"type": "alerts", "pages_per_week": pages, "actionable_percent": percent}


def coverage(*signals: str) -> Document:
    return {"type": "coverage", "signals": list(signals)}


def of_question(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    before, after = (launch_document(questions=[question(ID, **each)]) for each in (old, new))
    return differences(before, after)


#: What is surely weaker this way and surely stricter the other way round.
TURNABLE: list[tuple[Document, Document, str, str]] = [
    ({"blocks": True}, {"blocks": False}, "It no longer blocks.", "It blocks now."),
    (
        {"waivable": False},
        {"waivable": True},
        "It can be waived now.",
        "It can no longer be waived.",
    ),
    (
        {"may_not_apply": False},
        {"may_not_apply": True},
        "“Not applicable” is accepted now, even if it blocks.",
        "“Not applicable” is no longer accepted if it blocks.",
    ),
    (
        {"evidence": "required"},
        {"evidence": "welcome"},
        "Evidence was required, and is welcome now.",
        "Evidence was welcome, and is required now.",
    ),
    (
        {"evidence_max_age_days": 30},
        {"evidence_max_age_days": None},
        "The days that its evidence may be old went from 30 to no limit.",
        "The days that its evidence may be old went from no limit to 30.",
    ),
    (
        {"from": "start"},
        {"from": "launched"},
        "It is asked only after the launch now.",
        "It is asked before the launch already.",
    ),
    (
        {"applies_if": None},
        {"applies_if": PUBLIC},
        "It was always asked; now it is asked if “Public” is yes.",
        "It was asked if “Public” is yes; now it is always asked.",
    ),
    (
        {"applies_if": PUBLIC},
        {"applies_if": BOTH},
        "It was asked if “Public” is yes; now it is asked if “Public” is yes and “Tier” is 1.",
        "It was asked if “Public” is yes and “Tier” is 1; now it is asked if “Public” is yes.",
    ),
    (
        {"kind": counts(critical=0)},
        {"kind": counts(critical=2)},
        "Allowed open critical ones went from 0 to 2.",
        "Allowed open critical ones went from 2 to 0.",
    ),
    (
        {"kind": counts(critical=0, high=1)},
        {"kind": counts(critical=0)},
        "Allowed open high ones went from 1 to no limit.",
        "Allowed open high ones went from no limit to 1.",
    ),
    (
        {"kind": alerts("2", 80)},
        {"kind": alerts("2.5", 80)},
        "Allowed pages a week went from 2 to 2.5.",
        "Allowed pages a week went from 2.5 to 2.",
    ),
    (
        {"kind": alerts("2", 80)},
        {"kind": alerts("2", 70)},
        "The percentage that must be actionable went from 80 to 70.",
        "The percentage that must be actionable went from 70 to 80.",
    ),
    (
        {"kind": coverage("errors", "latency")},
        {"kind": coverage("errors")},
        "The signal latency is no longer asked for.",
        "The signal latency is asked for as well.",
    ),
    (
        {"kind": number(maximum="10")},
        {"kind": number(maximum="15")},
        "The most accepted went from 10 to 15 minutes.",
        "The most accepted went from 15 to 10 minutes.",
    ),
    (
        {"kind": number(minimum="5", maximum="10")},
        {"kind": number(maximum="10")},
        "The least accepted went from 5 minutes to no limit.",
        "The least accepted went from no limit to 5 minutes.",
    ),
    (
        {"kind": {"type": "date", "max_age_days": 90}},
        {"kind": {"type": "date", "max_age_days": 180}},
        "The days it may be ago went from 90 to 180.",
        "The days it may be ago went from 180 to 90.",
    ),
]


@pytest.mark.parametrize(("old", "new", "weaker_words", "stricter_words"), TURNABLE)
def test_a_question_gets_weaker_one_way_and_stricter_the_other(
    old: Document, new: Document, weaker_words: str, stricter_words: str
) -> None:
    [there] = of_question(old, new)
    [back] = of_question(new, old)
    assert (there.kind, there.sentence) == (ChangeKind.WEAKER, weaker_words)
    assert (back.kind, back.sentence) == (ChangeKind.STRICTER, stricter_words)
    assert (there.is_weaker, back.is_weaker) == (True, False)
    assert there.line == f"{ID} (“Is {ID} in order?”): {weaker_words}"


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence", "is_weaker"),
    [
        ({"weight": 1}, {"weight": 5}, "changed", "Its weight went from 1 to 5.", False),
        ({"weight": 5}, {"weight": 1}, "changed", "Its weight went from 5 to 1.", True),
        (
            {"minutes": 2},
            {"minutes": 9},
            "changed",
            "The minutes it takes went from 2 to 9.",
            False,
        ),
        (
            {"evidence": "welcome"},
            {"evidence": "none"},
            "changed",
            "Evidence was welcome, and is not asked for now.",
            False,
        ),
        (
            {"kind": number(maximum="10")},
            {"kind": number("hours", maximum="10")},
            "changed",
            "It takes another answer. That may be weaker.",
            True,
        ),
        (
            {"kind": number(maximum="10")},
            {"kind": {"type": "yes_no"}},
            "changed",
            "It takes another answer. That may be weaker.",
            True,
        ),
        (
            {"applies_if": PUBLIC},
            {"applies_if": TIER_ONE},
            "changed",
            "It was asked if “Public” is yes; now it is asked if “Tier” is 1. That may be weaker.",
            True,
        ),
        (
            {"applies_if": PUBLIC},
            {"applies_if": NOT_PRIVATE},
            "reworded",
            "It was asked if “Public” is yes; now it is asked if not (“Public” is no)."
            " That is the same.",
            False,
        ),
        (
            {"was": []},
            {"was": ["hygiene.x"]},
            "changed",
            "It takes on the answers to hygiene.x.",
            False,
        ),
    ],
)
def test_what_is_neither_is_told_as_changed(
    old: Document, new: Document, kind: str, sentence: str, is_weaker: bool
) -> None:
    [change] = of_question(old, new)
    assert (change.kind, change.sentence, change.is_weaker) == (kind, sentence, is_weaker)


@pytest.mark.parametrize("other", [FAILING, GONE])
def test_a_condition_that_cannot_be_compared_may_be_weaker(other: Document) -> None:
    for old, new in ((PUBLIC, other), (other, PUBLIC)):
        [change] = of_question({"applies_if": old}, {"applies_if": new})
        assert (change.kind, change.is_weaker) == ("changed", True)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("question", "The question"),
        ("why", "Why it is asked"),
        ("help", "The help"),
        ("proof", "What proves it"),
        ("measure", "What could be measured"),
        ("origin", "Where it comes from"),
    ],
)
def test_other_words_are_told_with_both_of_them(key: str, name: str) -> None:
    [change] = of_question({key: "one"}, {key: "other"})
    assert (change.kind, change.sentence) == ("reworded", f"{name} was reworded.")
    assert (change.before, change.after) == ("one", "other")
    assert of_question({key: ""}, {key: "one"})[0].sentence == f"{name} was added."
    assert of_question({key: "one"}, {key: ""})[0].sentence == f"{name} was taken out."


def test_every_field_of_a_question_is_compared() -> None:
    """A field that is new here needs its words, and an opinion on what of it is weaker."""
    others = {"id", "area", "answer", "evidence", "evidence_max_age_days"}
    others |= {"applies_if", "asked_from", "was"}
    compared = {*WORDS, *FLAGS, *FIGURES, *others}
    assert {field.name for field in dataclasses.fields(Question)} == compared
