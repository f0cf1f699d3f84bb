"""A stored checklist is read without any of the libraries that loaded it."""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal

import pytest

from readiness.core.checklist_documents import (
    BadDocument,
    gate_definition,
    question_definition,
    read,
    with_defaults,
)
from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Area,
    AskedFrom,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    EvidenceNeed,
    GateRule,
    Kind,
    Number,
    Policy,
    YesNo,
)
from readiness.core.conditions import FactName

pytestmark = pytest.mark.once

PUBLIC: dict[str, object] = {"text": "service.public", "parsed": {"fact": "public"}}

QUESTION: dict[str, object] = {
    "id": "deploy.canary",
    "question": "Does a change start small?",
    "why": "Changes break things.",
    "proof": "The rollout.",
    "help": "Use steps.",
    "answer": {"type": "yes_no"},
    "weight": 4,
    "blocks": True,
    "waivable": False,
    "may_not_apply": False,
    "evidence": "required",
    "minutes": 3,
    "applies_if": PUBLIC,
    "origin": "incident 7",
    "from": "start",
    "was": ["deploy.slowly"],
    "measure": "Share of rollouts with steps, from the deployment log.",
    "evidence_max_age_days": 180,
}

LATER_KEYS: dict[str, object] = {"was": [], "measure": "", "evidence_max_age_days": None}
LATER_KEYS_OF_GATES: dict[str, object] = {"decide_within_days": None}
LATER_KEYS_OF_POLICY: dict[str, object] = {
    "longest_waiver_days_tier_1": None,
    "longest_waiver_days_tier_2": None,
    "most_waivers": None,
    "self_managed_days": None,
}

GATE: dict[str, object] = {
    "id": "sre",
    "title": "SRE",
    "areas": ["deploy"],
    "team": "sre",
    "people": 2,
    "after": [],
    "applies_if": None,
    "respond_within_days": 5,
}

DOCUMENT: dict[str, object] = {
    "id": "small",
    "version": 3,
    "kind": "launch",
    "title": "Small",
    "retired": True,
    "areas": [{"id": "deploy", "title": "Deployment", "intro": "How?"}],
    "questions": [QUESTION],
    "gates": [GATE],
    "policy": {
        "launch_within_days": 90,
        "review_again_days": 365,
        "longest_waiver_days": 30,
        "pass_mark": 80,
        "area_minimum": None,
    },
}


def with_question(**changes: object) -> dict[str, object]:
    return {**DOCUMENT, "questions": [{**QUESTION, **changes}]}


def test_every_field_is_read() -> None:
    checklist = read(DOCUMENT)
    assert (checklist.id, checklist.version, checklist.title) == ("small", 3, "Small")
    assert checklist.kind is Kind.LAUNCH
    assert checklist.areas == (Area("deploy", "Deployment", "How?"),)
    assert checklist.gates == (GateRule("sre", "SRE", ("deploy",), "sre", 2, (), None, 5),)
    assert checklist.policy == Policy(90, 365, 30, 80, None)
    assert checklist.retired
    [question] = checklist.questions
    assert (question.id, question.area) == ("deploy.canary", "deploy")
    assert (question.text, question.why) == ("Does a change start small?", "Changes break things.")
    assert (question.proof, question.help) == ("The rollout.", "Use steps.")
    assert (question.weight, question.minutes, question.origin) == (4, 3, "incident 7")
    assert (question.blocks, question.waivable, question.may_not_apply) == (True, False, False)
    assert question.evidence is EvidenceNeed.REQUIRED
    assert question.asked_from is AskedFrom.START
    assert question.applies_if == FactName("public")
    assert (question.was, question.evidence_max_age_days) == (("deploy.slowly",), 180)
    assert question.measure == "Share of rollouts with steps, from the deployment log."


def test_a_document_from_before_a_key_existed_has_its_default() -> None:
    old_question = {key: QUESTION[key] for key in QUESTION if key not in LATER_KEYS}
    old = {key: DOCUMENT[key] for key in DOCUMENT if key != "retired"}
    old["questions"] = [old_question]
    [question] = read(old).questions
    assert (question.was, question.measure, question.evidence_max_age_days) == ((), "", None)
    assert not read(old).retired
    today = {
        **old,
        "retired": False,
        "questions": [{**old_question, **LATER_KEYS}],
        "gates": [{**GATE, **LATER_KEYS_OF_GATES}],
        "policy": {**DOCUMENT["policy"], **LATER_KEYS_OF_POLICY},  # type: ignore[dict-item]
    }
    assert with_defaults(old) == with_defaults(today) == today


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ({"type": "yes_no"}, YesNo()),
        (
            {
                "type": "counts",
                "limits": [{"severity": "worst", "most": 0}, {"severity": "bad", "most": 5}],
            },
            Counts((("worst", 0), ("bad", 5))),
        ),
        (
            {"type": "alerts", "pages_per_week": "2.5", "actionable_percent": 90},
            Alerts(Decimal("2.5"), 90),
        ),
        ({"type": "coverage", "signals": ["errors"]}, Coverage(("errors",))),
        ({"type": "dependencies"}, Dependencies()),
        (
            {"type": "number", "unit": "minutes", "minimum": None, "maximum": "15"},
            Number("minutes", None, Decimal(15)),
        ),
        ({"type": "date", "max_age_days": 90}, DateAge(90)),
    ],
)
def test_each_answer_type_is_read(plain: dict[str, object], expected: AnswerType) -> None:
    assert read(with_question(answer=plain)).questions[0].answer == expected


@pytest.mark.parametrize(
    "document",
    [
        {},
        {**DOCUMENT, "version": True},
        {**DOCUMENT, "kind": "lunch"},
        {**DOCUMENT, "areas": "deploy"},
        {**DOCUMENT, "areas": ["deploy"]},
        {**DOCUMENT, "policy": None},
        {**DOCUMENT, "policy": {}},
        with_question(blocks="yes"),
        with_question(answer={"type": "essay"}),
        with_question(answer={"type": "number", "unit": "s", "minimum": "few", "maximum": None}),
        with_question(applies_if="service.public"),
        with_question(applies_if={"text": "service.public"}),
    ],
)
def test_another_shape_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(BadDocument):
        read(document)


def test_a_definition_holds_all_that_the_document_says() -> None:
    assert question_definition(DOCUMENT, "deploy.canary") == QUESTION
    assert gate_definition(DOCUMENT, "sre") == GATE


@pytest.mark.parametrize("find", [question_definition, gate_definition])
def test_there_is_no_definition_of_what_is_not_there(
    find: Callable[[dict[str, object], str], dict[str, object]],
) -> None:
    with pytest.raises(BadDocument):
        find(DOCUMENT, "nothing")


def test_reading_changes_nothing() -> None:
    before = copy.deepcopy(DOCUMENT)
    read(DOCUMENT)
    assert before == DOCUMENT


def test_reading_loads_no_parser() -> None:
    program = (
        "import sys, readiness.core.checklist_documents, readiness.core.applicability;"
        "print(*sorted({'yaml', 'pydantic', 'celpy', 'lark'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert found.stdout.strip() == b""
