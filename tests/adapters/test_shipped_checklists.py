"""The shipped checklists load quickly, say everything they should, and fit the service asked."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from readiness.adapters.checklist_files import load
from readiness.core.applicability import asked, gates
from readiness.core.checklist_documents import read
from readiness.core.checklists import AskedFrom, Checklist, EvidenceNeed, Question
from readiness.core.conditions import AnswerScalar, answer_names, fact_names
from readiness.core.facts import FACTS, Facts, FactValue

pytestmark = pytest.mark.once

FOLDER = Path(__file__).parents[2] / "checklists"
MODULES = sorted((FOLDER / "modules").glob("*.yaml"))
FLAGS = [name for name in FACTS if name not in {"tier", "data"}]


def facts(tier: int, data: set[str], flags: bool) -> Facts:
    values: dict[str, FactValue] = {"tier": tier, "data": frozenset(data)}
    return Facts(values | dict.fromkeys(FLAGS, flags))


LOW_RISK = facts(3, set(), flags=False)
HIGH_RISK = facts(1, {"cards", "personal"}, flags=True)
NOT_KNOWN = Facts({})


@pytest.fixture(scope="module")
def launch() -> Checklist:
    loaded = load(FOLDER / "launch.yaml")
    assert [str(fault) for fault in loaded.faults] == []
    assert loaded.document is not None
    return read(loaded.document)


def ids(
    launch: Checklist, facts: Facts, answers: dict[str, AnswerScalar] | None = None
) -> list[str]:
    return [each.question.id for each in asked(launch, facts, answers or {})]


def before_the_launch(launch: Checklist) -> list[Question]:
    return [each for each in launch.questions if each.asked_from is AskedFrom.START]


def follow_ups(launch: Checklist) -> list[Question]:
    return [each for each in launch.questions if each.applies_if and answer_names(each.applies_if)]


def test_every_shipped_checklist_loads_within_a_second() -> None:
    start = time.perf_counter()
    assert [fault for path in FOLDER.glob("*.yaml") for fault in load(path).faults] == []
    assert time.perf_counter() - start < 1


def test_at_least_120_questions_are_shipped() -> None:
    documents = [load(path).document for path in FOLDER.glob("*.yaml")]
    assert sum(len(read(each).questions) for each in documents if each) >= 120


#: How a second thing is asked in the same breath; a list of things of one kind is none.
SECOND_THING = re.compile(
    r"or both|, and | and (when|what|how|who|whom|whether|which|where|why|to|by|for|put|\w+ed)\b"
)


def test_every_question_asks_one_thing() -> None:
    documents = [load(path).document for path in FOLDER.glob("*.yaml")]
    texts = [each.text for document in documents if document for each in read(document).questions]
    assert [text for text in texts if SECOND_THING.search(text)] == []


def test_facts_that_nobody_knows_ask_everything_but_follow_ups(launch: Checklist) -> None:
    later = {each.id for each in follow_ups(launch)}
    assert set(ids(launch, NOT_KNOWN)) == {each.id for each in before_the_launch(launch)} - later


def test_follow_ups_wait_for_the_answers_they_follow_up_on(launch: Checklist) -> None:
    answers: dict[str, AnswerScalar] = {
        "architecture.timeouts": "no",
        "deployment.steps": "partly",
    }
    new = set(ids(launch, HIGH_RISK, answers)) - set(ids(launch, HIGH_RISK))
    assert new == {each.id for each in follow_ups(launch)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (LOW_RISK, ["sre", "security", "launch"]),
        (HIGH_RISK, ["sre", "security", "privacy", "launch"]),
        (NOT_KNOWN, ["sre", "security", "privacy", "launch"]),
    ],
)
def test_privacy_signs_where_there_may_be_personal_data(
    launch: Checklist, facts: Facts, expected: list[str]
) -> None:
    assert [gate.id for gate in gates(launch, facts, {})] == expected


def test_a_question_says_everything_that_helps_to_answer_it(launch: Checklist) -> None:
    for question in launch.questions:
        assert question.text.endswith("?"), question.id
        assert question.why.endswith("."), question.id
        assert question.proof.endswith("."), question.id
        assert 3 <= question.help.count(". ") + 1 <= 5, question.id
        assert 1 <= question.minutes <= 10, question.id


def test_no_text_stands_twice(launch: Checklist) -> None:
    texts = [text for each in launch.questions for text in (each.text, each.why, each.help)]
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_fewer_than_a_third_of_the_questions_block_and_these_want_evidence(
    launch: Checklist,
) -> None:
    blocking = [each for each in launch.questions if each.blocks]
    assert 18 <= len(blocking) <= len(launch.questions) / 3
    assert 3 <= len([each for each in blocking if not each.waivable]) <= 8
    assert {each.evidence for each in blocking} == {EvidenceNeed.REQUIRED}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_is_short_and_names_what_stands_behind_each_question(
    launch: Checklist, path: Path
) -> None:
    written = {line.removeprefix("  - id: ") for line in path.read_text().splitlines()}
    questions = [each for each in launch.questions if each.id in written]
    assert 3 <= len(questions) <= 6
    assert [each.id for each in questions if not each.origin] == []


def test_what_needs_field_experience_waits_for_the_launch(launch: Checklist) -> None:
    waits = {each.id for each in launch.questions if each.asked_from is AskedFrom.LAUNCHED}
    assert waits == {
        "alerts.first-weeks",
        "architecture.real-peak",
        "hygiene.incident-practice",
        "monitoring.ai-samples",
        "monitoring.business-signal",
    }


def test_every_answer_type_and_every_fact_is_used(launch: Checklist) -> None:
    conditions = [each.applies_if for each in launch.questions if each.applies_if]
    assert len({type(each.answer) for each in launch.questions}) == 7
    assert {name for condition in conditions for name in fact_names(condition)} == set(FACTS)


def test_every_area_is_asked_and_signed(launch: Checklist) -> None:
    areas = {area.id for area in launch.areas}
    assert {each.area for each in launch.questions} == areas
    assert set(launch.gates[-1].areas) == areas
    assert launch.gates[-1].after == tuple(gate.id for gate in launch.gates[:-1])
    assert (launch.policy.pass_mark, launch.policy.area_minimum) == (80, 60)
