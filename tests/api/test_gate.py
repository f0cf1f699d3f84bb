"""What the gate answers in every situation that it can be in, over real connections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from readiness.adapters.secrets import checksum
from readiness.api.gate import door
from readiness.store.engine import Database
from readiness.store.gate import GateReader
from tests.api.asking import Answer, ask, serving
from tests.factories import gate
from tests.factories.gate import APPROVED, BLOCKED, NOW, World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PUBLIC_URL = "https://readiness.example.com"
PATH = "/api/v1/gate/payments?environment=production"
GOOD_WORD = re.compile(rb"approved", re.IGNORECASE)


def next_app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("418 I'm a teapot", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]


@dataclass
class Gate:
    """A running gate, a token that may ask it about everything, and the clock that it reads."""

    database: Database
    world: World
    token: str
    port: int
    now: datetime
    used: list[str]

    def ask(
        self, path: str = PATH, *, method: str = "GET", token: str | None = None, **headers: str
    ) -> Answer:
        given = {"Authorization": f"Bearer {self.token if token is None else token}"}
        return ask(self.port, path, method=method, headers={**given, **headers})

    def store(self, verdict: str, body: dict[str, object] | str, **more: Any) -> None:
        gate.stored(self.database, gate.segment(self.world, verdict, body, **more))

    def make_token(self, **more: Any) -> str:
        return gate.token(self.database, self.world, **more)


@pytest.fixture
def running(database: Database) -> Iterator[Gate]:
    world = gate.world(database)
    found = Gate(database, world, gate.token(database, world), 0, NOW, [])
    reader = GateReader(database.url)
    application = door(
        next_app, reader, PUBLIC_URL, lambda: found.now, lambda key, _: found.used.append(key)
    )
    with serving(application) as found.port:
        yield found


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


Refused = Callable[[Gate], Answer]
REFUSED: dict[str, tuple[int, str, Refused]] = {
    "no token": (401, "no-valid-token", lambda it: ask(it.port, PATH)),
    "malformed token": (401, "no-valid-token", lambda it: it.ask(token="rdy_abc_def")),
    "token with a wrong secret": (401, "no-valid-token", lambda it: it.ask(token=forged(it))),
    "token in the address": (
        401,
        "no-valid-token",
        lambda it: ask(it.port, f"{PATH}&token={it.token}"),
    ),
    "basic authentication": (
        401,
        "no-valid-token",
        lambda it: ask(it.port, PATH, headers=basic(it)),
    ),
    "expired token": (401, "no-valid-token", lambda it: it.ask(token=it.make_token(ends_at=NOW))),
    "revoked token": (
        401,
        "no-valid-token",
        lambda it: it.ask(token=it.make_token(revoked_at=NOW)),
    ),
    "token without the scope": (
        403,
        "token-lacks-scope",
        lambda it: it.ask(token=it.make_token(scopes=["deployments:write"])),
    ),
    "token with an unknown scope": (
        403,
        "token-lacks-scope",
        lambda it: it.ask(token=it.make_token(scopes=["everything"])),
    ),
    "another service's token": (
        403,
        "token-of-another-service",
        lambda it: it.ask(token=it.make_token(service=it.world.other_service)),
    ),
    "another service's token and no such service": (
        403,
        "token-of-another-service",
        lambda it: it.ask(
            "/api/v1/gate/nothing?environment=production",
            token=it.make_token(service=it.world.other_service),
        ),
    ),
    "unknown service": (
        404,
        "unknown-service",
        lambda it: it.ask("/api/v1/gate/nothing?environment=production"),
    ),
    "service with a NUL behind": (
        404,
        "unknown-service",
        lambda it: it.ask("/api/v1/gate/payments%00?environment=production"),
    ),
    "service in other letters": (
        404,
        "unknown-service",
        lambda it: it.ask("/api/v1/gate/Payments?environment=production"),
    ),
    "service with a slash behind": (
        404,
        "unknown-service",
        lambda it: it.ask("/api/v1/gate/payments/?environment=production"),
    ),
    "no service": (
        404,
        "unknown-service",
        lambda it: it.ask("/api/v1/gate/?environment=production"),
    ),
    "unknown environment": (
        404,
        "unknown-environment",
        lambda it: it.ask("/api/v1/gate/payments?environment=prod"),
    ),
    "no environment": (400, "no-environment", lambda it: it.ask("/api/v1/gate/payments")),
    "empty environment": (
        400,
        "no-environment",
        lambda it: it.ask("/api/v1/gate/payments?environment="),
    ),
    "two environments": (
        400,
        "no-environment",
        lambda it: it.ask(f"{PATH}&environment=staging"),
    ),
    "POST": (405, "method-not-allowed", lambda it: it.ask(method="POST")),
    "OPTIONS": (405, "method-not-allowed", lambda it: it.ask(method="OPTIONS")),
}


def forged(it: Gate) -> str:
    """Return a well-formed token with the public key of the good one."""
    start = it.token[:-56] + "0" * 48
    return start + checksum(start)


def basic(it: Gate) -> dict[str, str]:
    return {"Authorization": f"Basic {it.token}"}


@pytest.mark.parametrize("situation", REFUSED)
def test_nothing_else_is_let_through(running: Gate, situation: str) -> None:
    running.store("approved", APPROVED)
    status, code, asked = REFUSED[situation]
    answer = asked(running)
    assert answer.status == answer.json["status"] == status
    assert answer.json["type"] == f"urn:readiness:problem:{code}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json["title"]
    assert answer.json["detail"]
    assert answer.json["verdict"] in ("blocked", "unavailable")
    assert not GOOD_WORD.search(answer.body)


@pytest.mark.parametrize("token", ["", "rdy_abc_def"])
def test_who_is_not_known_is_asked_for_a_bearer_token(running: Gate, token: str) -> None:
    answer = running.ask(token=token)
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_who_may_only_read_is_told_the_methods(running: Gate) -> None:
    assert running.ask(method="DELETE").headers["allow"] == "GET, HEAD"


def test_an_unknown_token_learns_nothing_about_services(running: Gate) -> None:
    known = running.ask(token="rdy_abc_def")
    unknown = running.ask("/api/v1/gate/nothing?environment=production", token="rdy_abc_def")
    assert known.body == unknown.body


GARBLED: dict[str, tuple[str, dict[str, object] | str, dict[str, Any]]] = {
    "not JSON": ("approved", "{", {}),
    "no object": ("approved", "[]", {}),
    "no review behind an approval": ("approved", {**APPROVED, "review": None}, {}),
    "reasons against an approval": ("approved", {**APPROVED, "reasons": BLOCKED["reasons"]}, {}),
    "no reasons": ("blocked", {"review": 3, "score": 1, "waivers": []}, {}),
    "a reason without a sentence": ("blocked", {**BLOCKED, "reasons": [{"code": "x"}]}, {}),
    "a score in words": ("approved", {**APPROVED, "score": "high"}, {}),
    "a segment that has ended": ("approved", APPROVED, {"ends_at": NOW}),
    "a segment to come": ("approved", APPROVED, {"starts_at": NOW + timedelta(seconds=1)}),
}


@pytest.mark.parametrize("fault", GARBLED)
def test_a_doubtful_row_is_unavailable(running: Gate, fault: str) -> None:
    verdict, body, more = GARBLED[fault]
    running.store(verdict, body, **more)
    assert_unavailable(running.ask())


def test_two_verdicts_for_now_are_unavailable(running: Gate) -> None:
    running.store("approved", APPROVED)
    running.store("approved", APPROVED)
    assert_unavailable(running.ask())


def test_no_verdict_at_all_is_unavailable(running: Gate) -> None:
    assert_unavailable(running.ask())


def assert_unavailable(answer: Answer) -> None:
    assert answer.status == 503
    assert answer.json["type"] == "urn:readiness:problem:unavailable"
    assert answer.json["verdict"] == "unavailable"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"
    assert not GOOD_WORD.search(answer.body)


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
