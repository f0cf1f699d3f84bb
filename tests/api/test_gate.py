"""What the gate answers when it knows a verdict, and what stands in its answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from readiness.api.gate import door
from readiness.store.engine import Database
from readiness.store.gate import GateReader
from tests.api.asking import ask, serving
from tests.api.gates import GOOD_WORD, PATH, PUBLIC_URL, Gate, assert_unavailable, next_app
from tests.factories.gate import APPROVED, BLOCKED, NOW


def test_what_is_approved_is_let_through(running: Gate) -> None:
    running.store("approved", APPROVED)
    answer = running.ask()
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json == {
        "verdict": "approved",
        "enforced": True,
        "service": "payments",
        "environment": "production",
        "reasons": [],
        "score": 94.1,
        "review": {"id": 3, "link": f"{PUBLIC_URL}/reviews/3"},
        "waivers": [
            {
                "question": "deploy.canary",
                "ends_at": "2026-12-01T10:00:00+00:00",
                "link": f"{PUBLIC_URL}/reviews/3/areas/deployment#deploy.canary",
            }
        ],
        "evaluated_at": "2026-11-23T09:30:00.000Z",
        "valid_until": "2026-11-23T09:35:00.000Z",
    }


def test_what_is_blocked_says_why_and_whose_turn_it_is(running: Gate) -> None:
    running.store("blocked", BLOCKED)
    answer = running.ask()
    assert (answer.status, answer.headers["content-type"]) == (403, "application/json")
    assert (answer.json["verdict"], answer.json["enforced"]) == ("blocked", True)
    assert answer.json["score"] == 87.3
    assert answer.json["reasons"] == [
        {
            "code": "gate_waiting",
            "sentence": "The gate sre is not approved yet.",
            "turn": "The team SRE",
            "link": f"{PUBLIC_URL}/reviews/3/gates/sre",
        }
    ]


def test_a_service_without_a_review_is_blocked(running: Gate) -> None:
    running.store("blocked", {"review": None, "score": None, "reasons": [], "waivers": []})
    answer = running.ask()
    assert answer.status == 403
    assert (answer.json["review"], answer.json["score"]) == (None, None)


def test_what_is_not_enforced_is_let_through_with_its_true_verdict(running: Gate) -> None:
    running.store("blocked", BLOCKED, enforced=False)
    answer = running.ask()
    assert answer.status == 200
    assert (answer.json["verdict"], answer.json["enforced"]) == ("blocked", False)
    assert not GOOD_WORD.search(answer.body)


def test_two_verdicts_for_now_are_unavailable(running: Gate) -> None:
    running.store("approved", APPROVED)
    running.store("approved", APPROVED)
    assert_unavailable(running.ask())


def test_no_verdict_at_all_is_unavailable(running: Gate) -> None:
    assert_unavailable(running.ask())


def test_the_gate_closes_by_itself_at_the_end_that_was_known(running: Gate) -> None:
    end = NOW + timedelta(minutes=2)
    running.store("approved", APPROVED, ends_at=end)
    running.store("blocked", BLOCKED, starts_at=end)
    assert running.ask().json["valid_until"] == "2026-11-23T09:32:00.000Z"
    running.now = end - timedelta(microseconds=1)
    assert running.ask().status == 200
    running.now = end
    assert running.ask().status == 403


@pytest.mark.parametrize(
    "header", ["If-None-Match", "If-Match", "If-Modified-Since", "If-Range", "Range"]
)
def test_conditions_are_ignored(running: Gate, header: str) -> None:
    running.store("blocked", BLOCKED)
    assert running.ask(**{header: "*"}).status == 403


def test_head_has_the_status_and_headers_and_no_body(running: Gate) -> None:
    running.store("approved", APPROVED)
    whole, head = running.ask(), running.ask(method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_the_good_word_stands_in_no_other_answer(running: Gate) -> None:
    """Not even where a service, a sentence or a team is called like that."""
    sentence = "Not Approved: the \\approved ones first."
    reason = {"code": "x", "sentence": sentence, "turn": "APPROVED", "path": "/approved"}
    running.store("blocked", {**BLOCKED, "reasons": [reason]})
    answer = running.ask()
    assert not GOOD_WORD.search(answer.body)
    assert answer.json["reasons"][0]["sentence"] == sentence
    assert answer.json["reasons"][0]["turn"] == "APPROVED"
    assert not GOOD_WORD.search(running.ask("/api/v1/gate/approved?environment=approved").body)


def test_everything_else_is_left_to_the_pages(running: Gate) -> None:
    for path in ("/", "/api/v1/gate", "/api/v1/services"):
        assert ask(running.port, path).body == path.encode()


def test_the_use_of_a_good_token_is_noted(running: Gate) -> None:
    running.store("approved", APPROVED)
    running.ask()
    running.ask(token="rdy_abc_def")
    assert running.used == [running.token.split("_")[1]]


def test_a_clock_that_fails_is_unavailable(database: Database) -> None:
    def broken() -> datetime:
        raise RuntimeError("no clock")

    with serving(door(next_app, GateReader(database.url), PUBLIC_URL, broken)) as port:
        assert_unavailable(ask(port, PATH))


def test_times_are_told_in_utc(running: Gate) -> None:
    running.store("approved", APPROVED)
    evaluated = datetime.fromisoformat(running.ask().json["evaluated_at"])
    assert evaluated == NOW.astimezone(UTC)
