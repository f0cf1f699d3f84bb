"""The gate's verdict as something that can be kept and passed on: signed, for one caller, with an end."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from readiness.api import gate_problems as problems
from readiness.api.gate import PATH, STATUS_LINES, Use, headers
from readiness.api.gate_answers import Answer
from readiness.api.problems import Problem
from readiness.core.checklists import Kind
from readiness.core.signed_verdicts import NONCE, Said, digest_of
from readiness.store.engine import Database

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SIGNED = "/signed"  # behind the address of a gate
#: So often it is asked again when the ledger grows meanwhile.
TRIES = 5
LOG = logging.getLogger("readiness.gate")

Judge = Callable[["WSGIEnvironment", datetime], Answer | Problem]


class Busy(Exception):
    """The ledger grew each time between the verdict and its signature."""


def signed_door(
    next_app: WSGIApplication,
    database: Database,
    judge: Judge,
    now: Callable[[], datetime],
    turn: AbstractContextManager[object],
    advised: Use = lambda _address, _moment: None,
) -> WSGIApplication:
    """Return an application that answers for signed verdicts itself. It goes by the gate's `judge`."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not (path.endswith(SIGNED) and _is_asked(path)):
            return next_app(environ, start_response)
        try:
            with turn:
                found = _signed(environ, database, judge, now())
            if isinstance(found, Answer) and found.advisory:
                advised(found.advisory, now())
        except Exception:
            LOG.exception("A signed verdict is unavailable.")
            found = problems.unavailable()
        body = found.body()
        start_response(STATUS_LINES[found.status], headers(found, len(body)))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return application


def _is_asked(path: str) -> bool:
    """Return whether what ends so is a gate's. A service may be called "signed" itself."""
    return path.startswith(PATH) and len(path) > len(PATH + SIGNED)


def _signed(
    environ: WSGIEnvironment, database: Database, judge: Judge, now: datetime
) -> Answer | Problem:
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    plain = _plain(environ, query)
    # First the right: nobody else learns what is wrong with the rest.
    found = judge(plain, now)
    if isinstance(found, Problem):
        return found
    fault = _fault(query)
    return fault or _agreed(partial(judge, plain, now), query, database, now)


def _agreed(
    ask: Callable[[], Answer | Problem],
    query: Mapping[str, list[str]],
    database: Database,
    now: datetime,
) -> Answer | Problem:
    """Return the gate's answer, signed. It is asked until the ledger stood still meanwhile."""
    # Delayed, as the code behind pages is: a process is ready without it.
    from readiness.usecases import signed_verdicts

    for _ in range(TRIES):
        with database.reading() as session:
            before = signed_verdicts.ground(session)
        found = ask()
        if isinstance(found, Problem):
            return found
        with database.reading() as session:
            envelope = signed_verdicts.signed(session, _said(found, query), before, now=now)
        if envelope is not None:
            return Answer(found.status, envelope, advisory=found.advisory)
    raise Busy


def _plain(environ: WSGIEnvironment, query: Mapping[str, list[str]]) -> WSGIEnvironment:
    """Return the same question to the gate itself."""
    named = [("environment", each) for each in query.get("environment", ())]
    path = environ["PATH_INFO"].removesuffix(SIGNED)
    return {**environ, "PATH_INFO": path, "QUERY_STRING": urlencode(named)}


def _fault(query: Mapping[str, list[str]]) -> Problem | None:
    """Refuse what would be left out of the verdict without a word, as a misspelt artifact would."""
    unknown = sorted(set(query) - {"environment", "nonce", "artifact"})
    if unknown or any(len(values) > 1 for values in query.values()):
        return problems.bad_query(
            "Say environment, nonce and artifact once each, and nothing else."
        )
    if "nonce" in query and NONCE.fullmatch(query["nonce"][0]) is None:
        return problems.bad_query("A nonce is 1 to 128 letters, digits, dots, dashes, _ or ~.")
    if "artifact" in query and digest_of(query["artifact"][0]) is None:
        return problems.bad_query(
            "An artifact is named by its digest, as in sha256:0a1b and so on."
        )
    return None


def _said(found: Answer, query: Mapping[str, list[str]]) -> Said:
    told: dict[str, Any] = json.loads(found.text)
    return Said(
        service=told["service"],
        environment=told["environment"],
        kind=Kind(told.get("kind", Kind.LAUNCH)),
        verdict=told["verdict"],
        enforced=told["enforced"],
        reasons=tuple(reason["code"] for reason in told["reasons"]),
        review=told["review"]["id"] if told["review"] else None,
        ends_at=found.ends_at,
        artifact=query.get("artifact", [""])[0],
        nonce=query.get("nonce", [""])[0],
    )
