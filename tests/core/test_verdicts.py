"""The verdict at an instant, and how it changes by time alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.action_items import Item, Move
from readiness.core.reasons import COORDINATORS, Code
from readiness.core.signoffs import GateState
from readiness.core.verdicts import Approved, Verdict, is_ready, judge, timeline
from readiness.core.waivers import Decision, Waiver
from tests.factories.cases import AT, ENDS, MET, STANDING, UNMET, case, gate, policy
from tests.factories.questions import graded, question, yes_no

DAY = timedelta(days=1)
HALF = graded(question("hygiene.oncall"), yes_no("partly"))
FORBIDDEN = graded(question("alerts.noise", blocks=True), yes_no("not_applicable"))
OWED = Item(5, "Move the alerts", None, AT.date(), before_launch=True)
SKIPPED = graded(
    question("alerts.noise", blocks=True, may_not_apply=True), yes_no("not_applicable")
)


def waiver(
    ends_at: datetime = AT + DAY, decision: Decision | None = Decision.GRANTED, id: int = 1
) -> Waiver:
    return Waiver(id, "hygiene.restore", ends_at, decision)


def codes(**changes: Any) -> list[Code]:
    return [reason.code for reason in judge(case(**changes), AT).reasons]


def test_without_a_single_reason_against_it_a_launch_is_approved() -> None:
    judged = judge(case(), AT)
    assert (judged.verdict, judged.reasons, judged.score.total) == (Verdict.APPROVED, (), 1000)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"is_abandoned": True}, [Code.REVIEW_ABANDONED]),
        ({"graded": ()}, [Code.NOTHING_ASKED]),
        ({"gates": ()}, [Code.NOTHING_ASKED]),
        ({"graded": (), "gates": ()}, [Code.NOTHING_ASKED]),
        ({"approved": None}, [Code.NOT_APPROVED]),
        ({"gates": (gate(state=GateState.NOT_SUBMITTED),)}, [Code.GATE_NOT_SUBMITTED]),
        ({"gates": (gate(state=GateState.WAITING),)}, [Code.GATE_WAITING]),
        ({"gates": (gate(state=GateState.CHANGES_REQUESTED),)}, [Code.GATE_CHANGES_REQUESTED]),
        ({"gates": (gate(state=GateState.DENIED),)}, [Code.GATE_DENIED]),
        ({"gates": (gate(state=GateState.STALE),)}, [Code.GATE_STALE]),
        ({"gates": (gate("sre"), gate("security", GateState.STALE))}, [Code.GATE_STALE]),
        ({"graded": (MET, UNMET)}, [Code.BLOCKER_UNMET]),
        ({"graded": (MET, FORBIDDEN)}, [Code.BLOCKER_UNMET]),
        ({"graded": (MET, SKIPPED)}, []),
        ({"graded": (MET, HALF)}, []),
        ({"drift_ends_at": AT}, [Code.FACTS_CHANGED]),
        ({"drift_ends_at": AT + DAY}, []),
        ({"approved": Approved(AT, AT, is_launched=False)}, [Code.APPROVAL_ENDED]),
        ({"approved": Approved(AT, AT, is_launched=True)}, []),
        ({"graded": (HALF,), "policy": policy(pass_mark=51)}, [Code.SCORE_LOW]),
        ({"graded": (HALF,), "policy": policy(pass_mark=50)}, []),
        ({"graded": (HALF,), "policy": policy(area_minimum=51)}, [Code.AREA_SCORE_LOW]),
        ({"graded": (HALF,), "policy": policy(area_minimum=50)}, []),
        ({"graded": (SKIPPED,)}, [Code.NOTHING_ASKED]),
        ({"graded": (MET, SKIPPED), "policy": policy(pass_mark=50, area_minimum=50)}, []),
        ({"items": (OWED,)}, [Code.ACTION_ITEM_OPEN]),
        ({"items": (replace(OWED, last=Move.DONE),)}, []),
        ({"items": (replace(OWED, last=Move.DROPPED),)}, []),
        ({"items": (replace(OWED, before_launch=False),)}, []),
    ],
)
def test_each_reason_has_its_cause(changes: dict[str, Any], found: list[Code]) -> None:
    assert codes(**changes) == found


def test_a_gate_that_waits_names_the_gates_before_it_by_their_titles() -> None:
    first = gate("security", GateState.WAITING)
    last = gate("launch", GateState.WAITING, after=("sre", "security", "privacy"))
    found = judge(case(gates=(gate("sre"), first, last)), AT).reasons
    assert found[-1].sentence == "LAUNCH waits for 1 vote, after SECURITY."


def test_one_unmet_blocker_blocks_whatever_the_score() -> None:
    many = [graded(question(f"hygiene.q{n}", weight=9), yes_no("yes")) for n in range(100)]
    judged = judge(case(graded=(*many, UNMET)), AT)
    assert judged.score.total == 998
    assert judged.verdict is Verdict.BLOCKED


@pytest.mark.parametrize(
    ("waivers", "found"),
    [
        ((waiver(),), []),
        ((waiver(decision=None),), [Code.BLOCKER_UNMET]),
        ((waiver(decision=Decision.REFUSED),), [Code.BLOCKER_UNMET]),
        ((waiver(decision=Decision.REVOKED),), [Code.BLOCKER_UNMET]),
        ((waiver(ends_at=AT),), [Code.WAIVER_ENDED]),
        ((waiver(ends_at=AT), waiver(id=2)), []),
    ],
)
def test_only_a_running_waiver_sets_a_blocker_aside(
    waivers: tuple[Waiver, ...], found: list[Code]
) -> None:
    assert codes(graded=(MET, UNMET), waivers=waivers) == found


def test_a_waiver_lifts_a_pass_mark_and_not_the_score() -> None:
    marks = policy(pass_mark=100, area_minimum=100)
    judged = judge(case(graded=(MET, UNMET), policy=marks, waivers=(waiver(),)), AT)
    assert judged.verdict is Verdict.APPROVED
    assert judged.score.total == 500
    assert judged.running == (waiver(),)


def test_it_is_ready_when_only_the_approval_itself_is_missing() -> None:
    assert is_ready(case(approved=None), AT)
    assert not is_ready(case(approved=None, graded=(MET, UNMET)), AT)
    assert not is_ready(case(approved=None, items=(OWED,)), AT)


def spans(**changes: Any) -> list[tuple[datetime, datetime | None, list[Code]]]:
    found = timeline(case(**changes), AT)
    return [
        (span.starts_at, span.ends_at, [reason.code for reason in span.judgement.reasons])
        for span in found
    ]


def test_an_approval_closes_by_itself_where_it_ends() -> None:
    assert spans() == [(AT, ENDS, []), (ENDS, None, [Code.APPROVAL_ENDED])]


def test_a_launched_service_has_no_end() -> None:
    assert spans(approved=Approved(AT, ENDS, is_launched=True)) == [(AT, None, [])]


def test_every_end_that_is_known_cuts_the_timeline() -> None:
    found = spans(
        graded=(MET, UNMET),
        waivers=(waiver(), waiver(AT + 3 * DAY, None, id=2)),
        drift_ends_at=AT + 2 * DAY,
    )
    assert found == [
        (AT, AT + DAY, []),
        (AT + DAY, AT + 2 * DAY, [Code.WAIVER_ENDED]),
        (AT + 2 * DAY, AT + 3 * DAY, [Code.WAIVER_ENDED]),
        (AT + 3 * DAY, ENDS, [Code.WAIVER_ENDED]),  # what was asked for ends as well
        (ENDS, None, [Code.WAIVER_ENDED]),
    ]


def test_ends_that_fall_together_cut_once_and_past_ends_do_not() -> None:
    assert spans(drift_ends_at=ENDS) == [
        (AT, ENDS, []),
        (ENDS, None, [Code.APPROVAL_ENDED, Code.FACTS_CHANGED]),
    ]
    assert spans(drift_ends_at=AT) == [
        (AT, ENDS, [Code.FACTS_CHANGED]),
        (ENDS, None, [Code.APPROVAL_ENDED, Code.FACTS_CHANGED]),
    ]


def test_what_was_never_approved_has_no_end_but_its_waivers() -> None:
    assert spans(approved=None) == [(AT, None, [Code.NOT_APPROVED])]
    assert STANDING.ends_at == ENDS


def test_while_a_waiver_is_asked_for_it_is_the_turn_of_those_who_decide() -> None:
    asked = case(graded=(MET, UNMET), waivers=(waiver(decision=None),))
    [reason] = judge(asked, AT).reasons
    assert (reason.code, reason.turn) == (Code.BLOCKER_UNMET, COORDINATORS)
    assert reason.sentence.endswith("A waiver of it is asked for.")
    first, second, *_ = timeline(asked, AT)
    assert (first.ends_at, second.judgement.reasons[0].turn) == (AT + DAY, asked.owner)
    refused = case(graded=(MET, UNMET), waivers=(waiver(decision=Decision.REFUSED),))
    assert judge(refused, AT).reasons[0].turn == refused.owner


def test_a_gate_names_its_team_as_people_call_it() -> None:
    waits = case(gates=(gate(state=GateState.WAITING),), teams={"sre": "Site reliability"})
    assert judge(waits, AT).reasons[0].turn == "Site reliability"
