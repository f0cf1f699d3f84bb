"""What came, went, and changed of gates, areas and policy is told, and what asks for less is marked."""

from __future__ import annotations

import dataclasses

import pytest

from readiness.core.checklist_differences import ChangeKind, differences, weaker
from readiness.core.checklists import Area
from tests.factories.checklists import (
    PERSONAL,
    POLICY,
    QUESTIONS,
    Document,
    gate,
    launch_document,
    question,
)

pytestmark = pytest.mark.once


def told(old: Document, new: Document) -> list[tuple[str, str, str]]:
    return [(each.kind, each.subject, each.sentence) for each in differences(old, new)]


def test_a_question_comes_and_goes() -> None:
    one = launch_document(questions=[question("hygiene.a")])
    two = launch_document(questions=[question("hygiene.a"), question("hygiene.b", blocks=True)])
    assert told(one, two) == [
        ("added", "hygiene.b", "“Is hygiene.b in order?” is asked. It blocks.")
    ]
    assert told(two, one) == [
        ("removed", "hygiene.b", "“Is hygiene.b in order?” is no longer asked. It blocked.")
    ]
    assert weaker(differences(one, two)) == ()
    assert len(weaker(differences(two, one))) == 1


def looking_at(id_: str) -> list[Document]:
    """Return a question and one that hangs on its answer, in every way a condition can."""
    answer: Document = {"answer": id_}
    is_no = {"op": "==", "left": answer, "right": {"value": "no"}}
    parsed = {
        "op": "or",
        "left": {"not": is_no},
        "right": {"op": "and", "left": is_no, "right": is_no},
    }
    return [question("hygiene.z", applies_if={"text": id_, "parsed": parsed})]


def test_a_renamed_question_is_the_same_question_also_to_conditions() -> None:
    old = [question("hygiene.a", question="Is it?"), *looking_at("hygiene.a")]
    new = [
        question("hygiene.b", question="Is it?", was=["hygiene.a"]),
        *looking_at("hygiene.b"),
    ]
    one, two = launch_document(questions=old), launch_document(questions=new)
    assert told(one, two) == [("renamed", "hygiene.b", "It was called hygiene.a.")]
    assert told(two, one) == [("renamed", "hygiene.a", "It was called hygiene.b.")]


def test_of_two_questions_that_became_one_the_other_is_gone() -> None:
    one = launch_document(questions=[question("hygiene.a"), question("hygiene.b")])
    two = launch_document(questions=[question("hygiene.a", was=["hygiene.b"])])
    assert told(one, two) == [
        ("removed", "hygiene.b", "“Is hygiene.b in order?” is no longer asked."),
        (
            "changed",
            "hygiene.a",
            "It became one question with hygiene.b, and is to be answered again.",
        ),
    ]
    assert [each.subject for each in weaker(differences(one, two))] == ["hygiene.b", "hygiene.a"]


def test_a_question_that_leaves_the_area_of_a_gate_is_weaker() -> None:
    old = launch_document(questions=[question("deployment.a", question="Is it?")])
    moved = question("compliance.a", question="Is it?", was=["deployment.a"])
    assert told(old, launch_document(questions=[moved])) == [
        (
            "weaker",
            "compliance.a",
            "The gate sre no longer covers it, as it is in another area.",
        ),
        (
            "weaker",
            "compliance.a",
            "The gate launch no longer covers it, as it is in another area.",
        ),
        ("renamed", "compliance.a", "It was called deployment.a."),
    ]


SRE: Document = {"people": 2, "after": ["security"]}


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence"),
    [
        (SRE, {"people": 1}, "weaker", "The people who must sign went from 2 to 1."),
        (SRE, {"people": 3}, "stricter", "The people who must sign went from 2 to 3."),
        (SRE, {"areas": ["hygiene"]}, "weaker", "It no longer covers “Deployment process”."),
        (
            SRE,
            {"areas": ["deployment", "hygiene", "compliance"]},
            "stricter",
            "It covers “Regulatory compliance” as well.",
        ),
        (
            SRE,
            {"applies_if": PERSONAL},
            "weaker",
            "It was always needed; now it is needed if “Sensitive data” includes personal data.",
        ),
        (SRE, {"team": "ops"}, "changed", "The team ops signs it in place of sre."),
        (SRE, {"after": []}, "weaker", "It no longer waits for the gate security."),
        ({**SRE, "after": []}, SRE, "stricter", "It waits for the gate security as well."),
        (SRE, {"respond_within_days": 9}, "changed", "The days for an answer went from 3 to 9."),
        (SRE, {"title": "Ops"}, "reworded", "Its title was reworded."),
    ],
)
def test_a_changed_gate_is_told(old: Document, new: Document, kind: str, sentence: str) -> None:
    before, after = (
        _signed_by(gate("sre", "deployment", "hygiene", **each)) for each in (old, {**old, **new})
    )
    assert told(before, after) == [(kind, "sre", sentence)]


def test_another_team_may_be_weaker() -> None:
    before, after = (_signed_by(gate("sre", "hygiene", team=team)) for team in ("sre", "ops"))
    assert [each.subject for each in weaker(differences(before, after))] == ["sre"]


def _signed_by(*gates: Document) -> Document:
    return launch_document(gates=[*gates, gate("security", "compliance")])


def test_a_gate_comes_and_goes() -> None:
    one, two = _signed_by(), _signed_by(gate("sre", "deployment"))
    assert told(one, two) == [("added", "sre", "“SRE” signs.")]
    assert told(two, one) == [("removed", "sre", "“SRE” no longer signs.")]
    assert [each.line for each in weaker(differences(two, one))] == [
        "gate sre: “SRE” no longer signs."
    ]


@pytest.mark.parametrize(
    ("key", "lax", "strict", "words"),
    [
        ("launch_within_days", 120, 90, "The days an approval waits for its launch"),
        ("review_again_days", 365, 180, "The days until the next review"),
        ("longest_waiver_days", 91, 90, "The longest waiver in days"),
        ("pass_mark", 70, 80, "The pass mark"),
        ("pass_mark", None, 80, "The pass mark"),
        ("area_minimum", 0, 50, "The least score of each area"),
    ],
)
def test_a_policy_gets_weaker_or_stricter(
    key: str, lax: int | None, strict: int | None, words: str
) -> None:
    one, two = (_with_policy(key, value) for value in (strict, lax))
    low = "none" if lax is None else lax
    assert told(one, two) == [("weaker", key, f"{words} went from {strict} to {low}.")]
    assert told(two, one) == [("stricter", key, f"{words} went from {low} to {strict}.")]
    assert differences(one, two)[0].line == f"policy: {words} went from {strict} to {low}."


def _with_policy(key: str, value: int | None) -> Document:
    return {**launch_document(), "policy": {**POLICY, key: value}}


def test_areas_come_go_and_are_reworded() -> None:
    one, two = Area("a", "First", ""), Area("b", "Second", "")
    reworded = Area("a", "The first", "How?")
    assert told(_with_areas(one, two), _with_areas(reworded)) == [
        ("removed", "b", "“Second” is no longer an area."),
        ("reworded", "a", "Its title was reworded."),
        ("reworded", "a", "Its introduction was added."),
    ]
    assert told(_with_areas(one), _with_areas(one, two)) == [
        ("added", "b", "“Second” is a new area.")
    ]


def _with_areas(*areas: Area) -> Document:
    plain = [dataclasses.asdict(area) for area in areas]
    return {**launch_document(questions=[], gates=[]), "areas": plain}


@pytest.mark.parametrize(
    ("changes", "kind", "sentence"),
    [
        ({"retired": True}, "changed", "No new review starts with it."),
        ({"title": "Launch"}, "reworded", "Its title was reworded."),
        ({"kind": "handoff"}, "changed", "Its kind was launch, and is handoff now."),
        ({"id": "other"}, "changed", "It is another checklist; the old one is launch."),
    ],
)
def test_what_is_said_of_the_whole_checklist(changes: Document, kind: str, sentence: str) -> None:
    old = launch_document()
    [change] = differences(old, {**old, **changes})
    assert (change.kind, change.sentence) == (kind, sentence)
    assert change.line == f"checklist: {sentence}"


def test_a_retired_checklist_can_come_back() -> None:
    old = launch_document()
    [change] = differences({**old, "retired": True}, old)
    assert change.sentence == "New reviews start again with it."


def test_another_version_with_the_same_content_differs_in_nothing() -> None:
    assert differences(launch_document(), launch_document(version=2)) == ()


def test_another_order_is_told_too() -> None:
    old = launch_document()
    turned = launch_document(questions=list(reversed(QUESTIONS)))
    [change] = differences(old, turned)
    assert (change.kind, change.is_weaker) == (ChangeKind.REWORDED, False)
    assert change.sentence == "It is written or ordered otherwise, and means the same."


def test_what_is_weaker_is_told_first() -> None:
    old = launch_document(gates=[gate("sre", "hygiene")], pass_mark=80)
    new = launch_document(gates=[gate("security", "hygiene")], pass_mark=70)
    assert [each.kind for each in differences(old, new)] == ["weaker", "removed", "added"]
