"""Every situation in which the gate lets nothing through, over real connections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from readiness.adapters.secrets import checksum
from tests.api.asking import Answer, ask
from tests.api.gates import GOOD_WORD, PATH, Gate, assert_unavailable
from tests.factories.gate import APPROVED, BLOCKED, NOW

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
