"""The gate of a service's changes, at an address of its own, over real connections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from readiness.core.checklists import Kind
from tests.api.gates import GOOD_WORD, PATH, PUBLIC_URL, Gate, assert_unavailable
from tests.factories.gate import APPROVED, BLOCKED, NOW

CHANGE = "/api/v1/gate/payments/change?environment=production"


def test_a_change_that_is_approved_is_let_through_and_called_a_change(running: Gate) -> None:
    running.store("approved", APPROVED, kind=Kind.CHANGE)
    running.store("blocked", BLOCKED)
    answer = running.ask(CHANGE)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert (answer.json["verdict"], answer.json["kind"]) == ("approved", "change")
    assert (answer.json["service"], answer.json["environment"]) == ("payments", "production")
    assert answer.headers["cache-control"] == "no-store"
    launch = running.ask(PATH)
    assert (launch.status, "kind" in launch.json) == (403, False)


def test_no_change_goes_through_on_the_approval_of_a_launch(running: Gate) -> None:
    running.store("approved", APPROVED)
    answer = running.ask(CHANGE)
    assert answer.status == 403
    assert answer.json["reasons"] == [
        {
            "code": "no_review",
            "sentence": "There is no change review of this service for this environment.",
            "turn": "Payments",
            "link": f"{PUBLIC_URL}/services/payments",
        }
    ]
    assert (answer.json["verdict"], answer.json["enforced"]) == ("blocked", True)
    assert (answer.json["review"], answer.json["score"]) == (None, None)
    assert not GOOD_WORD.search(answer.body)
    assert running.ask(PATH).status == 200


def test_no_launch_goes_through_on_the_approval_of_a_change(running: Gate) -> None:
    running.store("approved", APPROVED, kind=Kind.CHANGE)
    assert_unavailable(running.ask(PATH))


def test_a_change_closes_at_the_end_that_was_known(running: Gate) -> None:
    end = NOW + timedelta(minutes=2)
    running.store("approved", APPROVED, ends_at=end, kind=Kind.CHANGE)
    running.store("blocked", BLOCKED, starts_at=end, kind=Kind.CHANGE)
    assert running.ask(CHANGE).json["valid_until"] == "2026-11-23T09:32:00.000Z"
    running.now = end
    assert running.ask(CHANGE).status == 403


def test_head_has_no_body(running: Gate) -> None:
    running.store("approved", APPROVED, kind=Kind.CHANGE)
    whole, head = running.ask(CHANGE), running.ask(CHANGE, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("more", [{"ends_at": NOW}, {"starts_at": NOW + timedelta(seconds=1)}])
def test_a_forecast_with_a_hole_is_not_taken_for_none(
    running: Gate, more: dict[str, object]
) -> None:
    running.store("approved", APPROVED, kind=Kind.CHANGE, **more)
    assert_unavailable(running.ask(CHANGE))


@pytest.mark.parametrize("body", ["{", {**APPROVED, "review": None}])
def test_a_doubtful_row_is_unavailable(running: Gate, body: dict[str, object] | str) -> None:
    running.store("approved", body, kind=Kind.CHANGE)
    assert_unavailable(running.ask(CHANGE))


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("nothing/change?environment=production", 404, "unknown-service"),
        ("/change?environment=production", 404, "unknown-service"),
        ("change?environment=production", 404, "unknown-service"),
        ("payments/change/?environment=production", 404, "unknown-service"),
        ("payments/change/change?environment=production", 404, "unknown-service"),
        ("payments/Change?environment=production", 404, "unknown-service"),
        ("payments/handoff?environment=production", 404, "unknown-service"),
        ("payments/change?environment=moon", 404, "unknown-environment"),
        ("payments/change?environment=production/change", 404, "unknown-environment"),
        ("payments/change", 400, "no-environment"),
    ],
)
def test_nothing_else_is_let_through(running: Gate, path: str, status: int, code: str) -> None:
    running.store("approved", APPROVED)
    running.store("approved", APPROVED, kind=Kind.CHANGE)
    answer = running.ask(f"/api/v1/gate/{path}")
    assert (answer.status, answer.json["type"]) == (status, f"urn:readiness:problem:{code}")
    assert not GOOD_WORD.search(answer.body)


def test_the_launch_cannot_be_asked_for_as_an_environment_of_a_change(running: Gate) -> None:
    running.store("approved", APPROVED, kind=Kind.CHANGE)
    assert running.ask("/api/v1/gate/payments?environment=production%2Fchange").status == 404


def test_the_right_is_the_one_for_the_gate(running: Gate) -> None:
    running.store("approved", APPROVED, kind=Kind.CHANGE)
    lacking = running.make_token(scopes=["deployments:write"])
    assert running.ask(CHANGE, token=lacking).json["type"].endswith("token-lacks-scope")
    other = running.make_token(service=running.world.other_service)
    assert running.ask(CHANGE, token=other).json["type"].endswith("token-of-another-service")
    own = running.make_token(service=running.world.service)
    assert running.ask(CHANGE, token=own).status == 200
    assert running.ask(CHANGE, token="rdy_abc_def").status == 401
    assert running.ask(CHANGE, method="POST").status == 405
