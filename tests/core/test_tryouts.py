"""A checklist is tried with made-up facts and answers, judged as a real review is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from readiness.core.checklist_documents import read
from readiness.core.facts import Facts, from_plain
from readiness.core.tryouts import TryOut, try_out
from tests.factories.checklists import FAILING, PERSONAL, QUESTIONS, launch_document, question

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
NOTHING_KNOWN = Facts({})
GOOD = {
    "deployment.rollback": "yes",
    "deployment.minutes": "10",
    "hygiene.defects": "met",
    "hygiene.restore": "2026-05-20",
    "compliance.duties": "yes",
    "compliance.erasure": "yes",
}


def tried(given: Mapping[str, str], facts: Facts = NOTHING_KNOWN, **document: Any) -> TryOut:
    return try_out(read(launch_document(**document)), facts, given, NOW)


def test_what_is_not_known_is_asked_and_says_so() -> None:
    found = tried({})
    because = {each.question.id: each.because.value for each in found.asked}
    assert because["compliance.erasure"] == "fact_not_known"
    assert because["deployment.rollback"] == "always"
    assert (found.left_out, found.minutes, len(found.gates)) == ((), 12, 3)


def test_what_does_not_apply_is_left_out() -> None:
    found = tried({}, from_plain({"data": []}))
    assert [each.id for each in found.left_out] == ["compliance.erasure"]


def test_good_answers_of_every_type_make_the_full_score() -> None:
    found = tried(GOOD, pass_mark=80, area_minimum=60)
    assert (found.score.total, found.blockers, found.low) == (1000, (), ())
    assert all(each.is_met for each in found.grades.values())


def test_answers_move_the_score_and_blockers_are_named() -> None:
    found = tried({**GOOD, "deployment.rollback": "no", "hygiene.defects": "unmet"})
    assert [each.question.id for each in found.blockers] == [
        "deployment.rollback",
        "hygiene.defects",
    ]
    assert sum(loss.tenths for loss in found.score.losses) + (found.score.total or 0) == 1000


def test_partly_earns_half_without_a_reason_being_typed() -> None:
    assert tried({"deployment.rollback": "partly"}).grades["deployment.rollback"].credit * 2 == 1


def test_marks_that_are_missed_are_told() -> None:
    found = tried({**GOOD, "hygiene.restore": "2020-01-01"}, pass_mark=90, area_minimum=60)
    assert len(found.low) == 2
    assert any("90" in sentence for sentence in found.low)


@pytest.mark.parametrize(
    ("id_", "typed"),
    [
        ("deployment.rollback", "perhaps"),
        ("deployment.minutes", "many"),
        ("hygiene.restore", "2027-01-01"),
        ("hygiene.restore", "yesterday"),
    ],
)
def test_what_cannot_be_read_is_told_and_counts_as_not_given(id_: str, typed: str) -> None:
    found = tried({id_: typed})
    assert set(found.faults) == {id_}
    assert found.grades[id_].standing == "open"


def test_an_unknown_try_of_a_table_counts_as_not_given() -> None:
    found = tried({"hygiene.defects": "banana"})
    assert (found.grades["hygiene.defects"].standing, found.faults) == ("open", {})


def test_answers_bring_questions_along() -> None:
    no = {
        "text": "answers['deployment.rollback'] == 'no'",
        "parsed": {
            "op": "==",
            "left": {"answer": "deployment.rollback"},
            "right": {"value": "no"},
        },
    }
    questions = [QUESTIONS[0], question("deployment.why-not", applies_if=no)]
    assert len(tried({}, questions=questions).asked) == 1
    assert len(tried({"deployment.rollback": "no"}, questions=questions).asked) == 2


def test_a_condition_that_fails_leaves_the_question_unmet() -> None:
    odd = question("hygiene.odd", applies_if=FAILING)
    found = tried({"hygiene.odd": "yes"}, from_plain({"public": True}), questions=[odd])
    assert found.grades["hygiene.odd"].why == "rule_failed"


def test_a_gate_may_not_apply() -> None:
    gates = list(launch_document()["gates"])  # type: ignore[call-overload]
    gates[0] = {**gates[0], "applies_if": PERSONAL}
    assert len(tried({}, from_plain({"data": []}), gates=gates).gates) == 2
