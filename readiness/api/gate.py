"""The gate's own door, in front of Flask: token, one read, answer. 2xx means let it through."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from readiness.api import gate_problems as problems
from readiness.api.bearer import Presented, presented
from readiness.api.gate_answers import Answer, answer_of
from readiness.api.gate_changes import change_verdict
from readiness.api.gate_freezes import under_freezes
from readiness.api.problems import JSON, PROBLEM, Problem
from readiness.core.checklists import Kind
from readiness.core.rights import Action, Scope, may
from readiness.store.gate import GateReader, GateRow

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/api/v1/gate/"
CHANGE = "/change"  # behind the service, for the gate of its changes
METHODS = ("GET", "HEAD")
PLAIN_QUERY = re.compile(r"environment=([A-Za-z0-9_-]+)")
LOG = logging.getLogger("readiness.gate")

Clock = Callable[[], datetime]
Use = Callable[[str, datetime], None]


def door(
    next_app: WSGIApplication,
    reader: GateReader,
    public_url: str,
    now: Clock,
    used: Use = lambda _key, _moment: None,
    turn: AbstractContextManager[object] = nullcontext(),  # noqa: B008 - it holds nothing
    advised: Use = lambda _address, _moment: None,
) -> WSGIApplication:
    """Return an application that answers the gate itself and leaves the rest to `next_app`.

    `used` is told the key of each good token, and when it was used. `turn` is held meanwhile.
    `advised` is told the address of each gate that is let through only as it is not enforced.
    """

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(PATH):
            return next_app(environ, start_response)
        with turn:
            return answered(environ, start_response)

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            found = judge(environ, reader, public_url, now(), used)
            body = found.body()
            if isinstance(found, Answer) and found.advisory:
                advised(found.advisory, now())
        except Exception:
            LOG.exception("The gate is unavailable.")
            found = problems.unavailable()
            body = found.body()
        start_response(STATUS_LINES[found.status], headers(found, len(body)))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return application


def judge(
    environ: WSGIEnvironment, reader: GateReader, public_url: str, now: datetime, used: Use
) -> Answer | Problem:
    if environ["REQUEST_METHOD"] not in METHODS:
        return problems.wrong_method()
    header = environ.get("HTTP_AUTHORIZATION", "")
    given = presented(header)
    if given is None:
        return problems.not_known(header)
    service, kind = environ["PATH_INFO"][len(PATH) :], Kind.LAUNCH
    if service.endswith(CHANGE):
        service, kind = service[: -len(CHANGE)], Kind.CHANGE
    environment = _environment(environ.get("QUERY_STRING", ""))
    moment = now.isoformat(timespec="microseconds")  # once: it takes as long as much of the rest
    row = reader.read(
        key=given.key, service=service, environment=environment, moment=moment, kind=kind
    )
    if row is None or not _is_good(given, row, now):
        return problems.not_known(header)
    used(given.key, now)
    refusal = _refusal(row, service, environment)
    if refusal is not None:
        return refusal
    stored = row.verdict() if kind is Kind.LAUNCH else change_verdict(row, service)
    return answer_of(
        under_freezes(stored, row, service, environment, now),
        service=service,
        environment=environment,
        public_url=public_url,
        moment=moment,
        kind=kind,
    )


def _is_good(given: Presented, row: GateRow, now: datetime) -> bool:
    token = row.token
    ends_at, revoked_at = token.ends_at, token.revoked_at
    return given.is_good(token.secret_hash, ends_at=ends_at, revoked_at=revoked_at, now=now)


def _environment(query: str) -> str:
    """Return the one environment that is asked about; none or two are none."""
    plain = PLAIN_QUERY.fullmatch(query)
    if plain is not None:
        return plain[1]
    named = parse_qs(query).get("environment", ())
    return named[0] if len(named) == 1 else ""


def _refusal(row: GateRow, service: str, environment: str) -> Problem | None:
    """Return what stands before any verdict. First the right: it must not tell what exists."""
    actor = row.token.actor
    if not may(actor, Action.ASK_GATE, service=row.service):
        return problems.no_right(has_scope=Scope.GATE in actor.scopes)
    if not environment:
        return problems.no_environment()
    if row.service is None:
        return problems.unknown_service(service)
    if row.environment is None:
        return problems.unknown_environment(environment)
    return None


def headers(found: Answer | Problem, length: int) -> list[tuple[str, str]]:
    return [
        ("Content-Type", PROBLEM if isinstance(found, Problem) else JSON),
        ("Content-Length", str(length)),
        ("Cache-Control", "no-store"),
        *(found.headers if isinstance(found, Problem) else ()),
    ]


STATUS_LINES = {
    200: "200 OK",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    403: "403 Forbidden",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    503: "503 Service Unavailable",
}
