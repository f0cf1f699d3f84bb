"""A reason says what is wrong, whose turn it is, and where to go."""

from datetime import UTC, date, datetime

import pytest

from readiness.core import reasons
from readiness.core.action_items import Item
from readiness.core.checklists import Kind
from readiness.core.grades import Graded, grade_failed_rule
from readiness.core.reasons import Code, Reason
from readiness.core.signoffs import GateState
from tests.factories.cases import UNMET, gate
from tests.factories.questions import question

REVIEW, OWNER = 3, "Payments"
BROKEN = Graded(question("hygiene.runbook"), grade_failed_rule(question("hygiene.runbook")))
OWED = Item(5, "Move the alerts", None, date(2026, 12, 1), before_launch=True)
DAMAGED = reasons.DamagedFile("hygiene.restore", "hygiene", "Was it restored?", "drill.txt")
HELD = reasons.held("checkout", "Bob", datetime(2026, 12, 1, 9, 30, tzinfo=UTC), "It loses orders.")
PLACE = "/reviews/3/areas/hygiene#hygiene.restore"


def of_gate(state: GateState, waits_for: tuple[str, ...] = (), lacks: int = 1) -> Reason:
    rule, tally = gate("sre", state, lacks=lacks)
    return reasons.gate(REVIEW, OWNER, rule, tally, waits_for)


@pytest.mark.parametrize(
    ("state", "turn", "words"),
    [
        (GateState.NOT_SUBMITTED, OWNER, "SRE has not been sent its areas yet."),
        (GateState.WAITING, "sre", "SRE waits for 1 vote."),
        (GateState.CHANGES_REQUESTED, OWNER, "SRE asked for changes"),
        (GateState.DENIED, OWNER, "SRE refused its signature."),
        (GateState.STALE, "sre", "SRE signed something else"),
    ],
)
def test_a_gate_names_whose_turn_it_is(state: GateState, turn: str, words: str) -> None:
    reason = of_gate(state)
    assert (reason.turn, reason.path) == (turn, "/reviews/3/gates/sre")
    assert words in reason.sentence


def test_a_waiting_gate_says_for_how_many_and_after_whom() -> None:
    assert of_gate(GateState.WAITING, lacks=2).sentence == "SRE waits for 2 votes."
    both = of_gate(GateState.WAITING, ("security", "privacy"))
    assert both.sentence == "SRE waits for 1 vote, after security and privacy."
    assert "after" not in of_gate(GateState.STALE, ("security",)).sentence


@pytest.mark.parametrize(
    ("reason", "code", "path"),
    [
        (reasons.no_review("checkout", OWNER), Code.NO_REVIEW, "/services/checkout"),
        (reasons.abandoned(3, OWNER), Code.REVIEW_ABANDONED, "/reviews/3"),
        (reasons.nothing_asked(3, OWNER), Code.NOTHING_ASKED, "/reviews/3"),
        (reasons.not_approved(3, OWNER), Code.NOT_APPROVED, "/reviews/3"),
        (reasons.approval_ended(3, OWNER), Code.APPROVAL_ENDED, "/reviews/3"),
        (reasons.facts_changed(3, OWNER), Code.FACTS_CHANGED, "/reviews/3"),
        (reasons.blocker(3, OWNER, UNMET, is_ended=False), Code.BLOCKER_UNMET, PLACE),
        (reasons.blocker(3, OWNER, UNMET, is_ended=True), Code.WAIVER_ENDED, PLACE),
        (
            reasons.blocker(3, OWNER, BROKEN, is_ended=False),
            Code.RULE_FAILED,
            "/reviews/3/areas/hygiene#hygiene.runbook",
        ),
        (reasons.score_low(871, 90, OWNER, "/reviews/3"), Code.SCORE_LOW, "/reviews/3"),
        (reasons.area_low("hygiene", 9, 50, OWNER, "/a"), Code.AREA_SCORE_LOW, "/a"),
        (
            reasons.action_item(3, OWNER, OWED, Kind.LAUNCH),
            Code.ACTION_ITEM_OPEN,
            "/reviews/3/action-items/5",
        ),
        (reasons.evidence_damaged(3, OWNER, DAMAGED), Code.EVIDENCE_DAMAGED, PLACE),
    ],
)
def test_each_reason_leads_somewhere_and_is_the_owners(
    reason: Reason, code: Code, path: str
) -> None:
    assert (reason.code, reason.path, reason.turn) == (code, path, OWNER)
    assert reason.sentence.endswith(".")


def test_every_code_can_be_told() -> None:
    """A code that nothing says any more would mislead those who wait for it."""
    gates = {of_gate(state).code for state in GateState}
    mark = test_each_reason_leads_somewhere_and_is_the_owners.pytestmark[0]  # type: ignore[attr-defined]
    assert gates | {row[1] for row in mark.args[1]} | {HELD.code, Code.FROZEN} == set(Code)


def test_a_hold_says_who_stopped_the_service_and_who_can_end_it() -> None:
    sentence = "Bob holds the service since 2026-12-01 09:30 UTC: “It loses orders.”"
    assert HELD.sentence == sentence
    assert HELD.turn == "Bob or the launch coordinators"
    assert HELD.path == "/services/checkout/holds"


@pytest.mark.parametrize(
    ("tenths", "told"), [(None, "-"), (0, "0.0"), (9, "0.9"), (875, "87.5"), (1000, "100.0")]
)
def test_a_score_is_told_as_people_read_it(tenths: int | None, told: str) -> None:
    assert reasons.points(tenths) == told
