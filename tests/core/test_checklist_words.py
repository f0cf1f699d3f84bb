"""What a question or gate asks for is said in words that fit its checklist."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.core import checklist_words as words
from readiness.core.checklist_documents import read
from readiness.core.checklists import AskedFrom, EvidenceNeed, Kind
from tests.factories.checklists import launch_document

CHECKLIST = read(launch_document())
QUESTION = CHECKLIST.questions[0]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.LAUNCH, "It stops the launch; a waiver can be asked for"),
        (Kind.HANDOFF, "It stops the hand-off; a waiver can be asked for"),
        (Kind.CHANGE, "It stops the change; a waiver can be asked for"),
    ],
)
def test_a_blocker_stops_what_the_checklist_is_for(kind: Kind, said: str) -> None:
    assert words.if_unmet(QUESTION, kind) == said


def test_what_cannot_be_waived_and_what_only_costs_score_say_so() -> None:
    firm = replace(QUESTION, waivable=False)
    assert words.if_unmet(firm, Kind.LAUNCH) == "It stops the launch; it cannot be waived"
    assert words.if_unmet(replace(QUESTION, blocks=False), Kind.LAUNCH) == "It costs score"


def test_evidence_says_how_old_it_may_be() -> None:
    assert words.evidence(replace(QUESTION, evidence=EvidenceNeed.NONE)) == "Not needed"
    wanted = replace(QUESTION, evidence=EvidenceNeed.REQUIRED, evidence_max_age_days=1)
    assert words.evidence(wanted) == "Required, at most 1 day old"


def test_only_a_blocker_that_says_so_may_not_apply() -> None:
    assert words.not_applicable(QUESTION) == "Counts as unmet"
    for other in (replace(QUESTION, may_not_apply=True), replace(QUESTION, blocks=False)):
        assert words.not_applicable(other) == "Allowed, with a reason"


def test_what_waits_for_the_launch_says_so() -> None:
    assert words.when_asked(QUESTION) == ""
    late = replace(QUESTION, asked_from=AskedFrom.LAUNCHED)
    assert words.when_asked(late).startswith("Asked after the launch")


def test_a_gate_says_what_it_signs_and_after_whom() -> None:
    areas = {area.id: area.title for area in CHECKLIST.areas}
    gates = {gate.id: gate.title for gate in CHECKLIST.gates}
    first, *_, last = CHECKLIST.gates
    assert words.signers(first) == "1 of team sre"
    assert words.covers(first, areas, gates) == (
        "Covers Deployment process and Production hygiene. An answer is expected within 3 days."
    )
    assert "After SRE and Security." in words.covers(last, areas, gates)
