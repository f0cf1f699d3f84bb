"""The hand-off review is far stricter than the launch review, and the change review is short."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from readiness.adapters.checklist_files import load
from readiness.core.applicability import asked
from readiness.core.checklist_documents import read
from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Checklist,
    Counts,
    Coverage,
    DateAge,
    EvidenceNeed,
    Kind,
    Number,
    Question,
)
from readiness.core.facts import FACTS, Facts, FactValue

pytestmark = pytest.mark.once

FOLDER = Path(__file__).parents[2] / "checklists"
FLAGS = [name for name in FACTS if name not in {"tier", "data"}]
ANY = Decimal(10**12)
BOTH = pytest.mark.parametrize("name", ["handoff", "change"])


@cache
def of(name: str) -> Checklist:
    loaded = load(FOLDER / f"{name}.yaml")
    assert [str(fault) for fault in loaded.faults] == []
    assert loaded.document is not None
    return read(loaded.document)


def questions(name: str) -> dict[str, Question]:
    return {each.id: each for each in of(name).questions}


def facts(tier: int, data: set[str], flags: bool) -> Facts:
    values: dict[str, FactValue] = {"tier": tier, "data": frozenset(data)}
    return Facts(values | dict.fromkeys(FLAGS, flags))


def looseness(answer: AnswerType) -> tuple[Decimal, ...]:
    """Return what the limits let through; a smaller number in every place is stricter."""
    match answer:
        case Counts(limits=limits):
            return tuple(Decimal(most) for _, most in limits)
        case Alerts(pages_per_week=pages, actionable_percent=percent):
            return (pages, Decimal(-percent))
        case Coverage(signals=signals):
            return (Decimal(-len(signals)),)
        case Number(minimum=minimum, maximum=maximum):
            return (ANY if maximum is None else maximum, ANY if minimum is None else -minimum)
        case DateAge(max_age_days=days):
            return (Decimal(days),)
    return ()


def test_the_handoff_review_has_about_forty_questions_and_the_change_review_twelve() -> None:
    assert (of("handoff").kind, of("change").kind) == (Kind.HANDOFF, Kind.CHANGE)
    assert 36 <= len(of("handoff").questions) <= 42
    assert len(of("change").questions) <= 12


def test_no_service_is_handed_over_on_fewer_than_thirty_questions_or_more_than_seventy() -> None:
    smallest = asked(of("handoff"), facts(3, set(), flags=False), {})
    riskiest = asked(of("handoff"), facts(1, {"cards", "personal"}, flags=True), {})
    not_known = asked(of("handoff"), Facts({}), {})
    assert 30 <= len(smallest) < len(riskiest) < len(not_known) <= 70


def test_a_change_is_answered_within_twenty_minutes() -> None:
    assert sum(each.minutes for each in of("change").questions) <= 20


def test_what_both_ask_is_stricter_at_the_handoff() -> None:
    shared = questions("launch").keys() & questions("handoff").keys()
    for launch, handoff in (
        (questions("launch")[id_], questions("handoff")[id_]) for id_ in shared
    ):
        before, now = looseness(launch.answer), looseness(handoff.answer)
        assert type(launch.answer) is type(handoff.answer), launch.id
        assert all(new <= old for new, old in zip(now, before, strict=True)), launch.id
        assert now != before or not before, launch.id
        assert handoff.weight >= launch.weight, launch.id
        assert handoff.blocks or not launch.blocks, launch.id
        assert handoff.evidence is EvidenceNeed.REQUIRED, launch.id


def test_the_launch_answers_that_the_field_can_confirm_are_asked_again() -> None:
    assert {
        "defects.open",
        "defects.vulnerabilities",
        "monitoring.coverage",
        "monitoring.expiry",
        "architecture.dependencies",
        "deployment.rollback-minutes",
        "hygiene.runbooks-verified",
        "hygiene.restore-test",
    } <= questions("launch").keys() & questions("handoff").keys()


def test_fewer_and_better_pages_are_accepted_at_the_handoff() -> None:
    before = looseness(questions("launch")["alerts.expected"].answer)
    now = looseness(questions("handoff")["alerts.measured"].answer)
    assert all(new < old for new, old in zip(now, before, strict=True))


def test_most_questions_of_the_handoff_block_and_none_is_light() -> None:
    blocking = [each for each in of("handoff").questions if each.blocks]
    assert len(blocking) > sum(each.blocks for each in of("launch").questions)
    assert len(blocking) * 4 > len(of("handoff").questions) * 3
    assert [each.id for each in of("handoff").questions if each.weight < 4] == []


def test_the_handoff_has_the_higher_marks_and_the_shorter_waivers() -> None:
    launch, handoff = of("launch").policy, of("handoff").policy
    assert (handoff.pass_mark or 0) > (launch.pass_mark or 0)
    assert (handoff.area_minimum or 0) > (launch.area_minimum or 0)
    assert handoff.longest_waiver_days < launch.longest_waiver_days


def test_six_months_and_the_way_back_are_never_waived() -> None:
    months, agreed = (
        questions("handoff")[f"hygiene.{id_}"] for id_ in ("self-managed", "hand-back")
    )
    assert months.answer == Number(unit="months", minimum=Decimal(6), maximum=None)
    assert all(each.blocks and not each.waivable for each in (months, agreed))


@BOTH
def test_the_seven_areas_are_all_asked_and_signed(name: str) -> None:
    areas = {area.id for area in of("launch").areas if area.id in of(name).gates[0].areas}
    assert len(areas) == 7
    assert {area.id for area in of(name).areas} == areas
    assert {each.area for each in of(name).questions} == areas
    always = [gate for gate in of(name).gates if gate.applies_if is None]
    assert {area for gate in always for area in gate.areas} == areas


@BOTH
def test_the_teams_are_those_that_sign_launches(name: str) -> None:
    # A team takes its name from the gate that is synced first, so the titles have to agree too.
    known = {(gate.team, gate.title) for gate in of("launch").gates}
    assert {(gate.team, gate.title) for gate in of(name).gates} <= known


def test_two_people_of_sre_accept_a_service_and_one_reads_a_change() -> None:
    assert (of("handoff").gates[0].team, of("handoff").gates[0].people) == ("sre", 2)
    assert [(gate.team, gate.people) for gate in of("change").gates] == [
        ("sre", 1),
        ("security", 1),
    ]


@BOTH
def test_nothing_is_left_to_warn_of(name: str) -> None:
    assert [str(each) for each in load(FOLDER / f"{name}.yaml").warnings] == []


@BOTH
def test_each_question_says_why_what_proves_it_and_how_to_answer_it(name: str) -> None:
    for each in of(name).questions:
        assert each.text.endswith("?"), each.id
        assert all(text.endswith(".") for text in (each.why, each.proof, each.help)), each.id
        assert 3 <= each.help.count(". ") + 1 <= 5, each.id
        assert "!" not in each.text + each.why + each.proof + each.help, each.id


@BOTH
def test_what_blocks_is_proven(name: str) -> None:
    proof = {each.evidence for each in of(name).questions if each.blocks}
    assert proof == {EvidenceNeed.REQUIRED}


@BOTH
def test_evidence_stays_young_enough_while_the_gates_take_their_time(name: str) -> None:
    longest = max(gate.respond_within_days for gate in of(name).gates)
    ages = [each.evidence_max_age_days for each in of(name).questions]
    assert min(age for age in ages if age is not None) >= 3 * longest


def test_nothing_is_said_twice_in_the_three_reviews() -> None:
    asked_about = [each for name in ("launch", "handoff", "change") for each in of(name).questions]
    texts = Counter(text for each in asked_about for text in (each.text, each.why, each.help))
    assert [text for text, count in texts.items() if count > 1] == []
