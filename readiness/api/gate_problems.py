"""What the gate says when it cannot give a verdict. None of it lets anything through."""

from __future__ import annotations

from readiness.api.bearer import BAD_TOKEN_CHALLENGE, CHALLENGE
from readiness.api.problems import Problem

BLOCKED = {"verdict": "blocked"}
UNAVAILABLE = {"verdict": "unavailable"}
RETRY_SECONDS = "5"


def wrong_method() -> Problem:
    return Problem(
        405,
        "method-not-allowed",
        "The gate is only read",
        "Ask the gate with GET or HEAD.",
        UNAVAILABLE,
        (("Allow", "GET, HEAD"),),
    )


def not_known(header: str) -> Problem:
    """One answer for every token that is of no use, so that nobody learns why, or what exists."""
    return Problem(
        401,
        "no-valid-token",
        "No valid token",
        "Send a token that is neither over nor revoked, as `Authorization: Bearer rdy_...`.",
        UNAVAILABLE,
        BAD_TOKEN_CHALLENGE if header else CHALLENGE,
    )


def no_right(*, has_scope: bool) -> Problem:
    if has_scope:
        return Problem(
            403,
            "token-of-another-service",
            "This token is for another service",
            "Take a token that was made for this service, or for all services.",
            UNAVAILABLE,
        )
    return Problem(
        403,
        "token-lacks-scope",
        "This token may not ask the gate",
        "Take a token with the scope gate:read.",
        UNAVAILABLE,
    )


def no_environment() -> Problem:
    return Problem(
        400,
        "no-environment",
        "No environment",
        "Say once which environment is meant, as in ?environment=production.",
        UNAVAILABLE,
    )


def bad_query(detail: str) -> Problem:
    return Problem(400, "bad-query", "That cannot be signed", detail, UNAVAILABLE)


def unknown_service(service: str) -> Problem:
    return Problem(
        404,
        "unknown-service",
        "Unknown service",
        f"There is no service {service:.100}. What is not known is blocked.",
        BLOCKED,
    )


def unknown_environment(environment: str) -> Problem:
    return Problem(
        404,
        "unknown-environment",
        "Unknown environment",
        f"There is no environment {environment:.100}. What is not known is blocked.",
        BLOCKED,
    )


def unavailable() -> Problem:
    return Problem(
        503,
        "unavailable",
        "The verdict is not known",
        "The verdict cannot be read at the moment. Do not deploy; ask again.",
        UNAVAILABLE,
        (("Retry-After", RETRY_SECONDS),),
    )
