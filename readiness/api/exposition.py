"""`/metrics` for Prometheus: figures to whoever has a token for them, without waiting for a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from readiness.adapters.tallies import Tally
from readiness.adapters.watching import Watched
from readiness.api import gate_problems as problems
from readiness.api.bearer import presented
from readiness.api.gate import STATUS_LINES, Clock
from readiness.api.problems import PROBLEM, Problem
from readiness.core.errors import Forbidden
from readiness.core.health import Health
from readiness.core.metrics import CONTENT_TYPE
from readiness.store.engine import Database

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/metrics"
#: A revoked token is refused after a second at the latest. The figures cost more than a look.
TOKENS_FRESH, FIGURES_FRESH, PATIENCE_SECONDS = 1.0, 15.0, 2.0
METHODS = ("GET", "HEAD")
Used = Callable[[str, datetime], None]


class Figures:
    """Looks at the database in threads of its own, so that one that hangs holds up nobody."""

    def __init__(
        self, database: Database, tally: Tally, health: Watched[Health], now: Clock, used: Used
    ) -> None:
        self._tally, self._health, self._now, self._used = tally, health, now, used
        self._readers = Watched(lambda: _use_cases().readers(database, now()))
        self._stored = Watched(lambda: _use_cases().look(database, now()))

    def judge(self, header: str) -> str | Problem:
        """Return the text, or why this token does not get it."""
        given = presented(header)
        if given is None:
            return problems.not_known(header)
        readers: Mapping[str, Any] | None = self._readers.ask(
            fresh=TOKENS_FRESH, patience=PATIENCE_SECONDS
        )
        if readers is None:
            return unavailable()
        found, now = readers.get(given.key), self._now()
        if found is None or not given.is_good(
            found.secret_hash, ends_at=found.ends_at, revoked_at=None, now=now
        ):
            return problems.not_known(header)
        self._used(given.key, now)
        return self._told(found)

    def _told(self, reader: Any) -> str | Problem:
        stored = self._stored.ask(fresh=FIGURES_FRESH, patience=PATIENCE_SECONDS)
        if stored is None:
            return unavailable()
        health = self._health.ask(fresh=FIGURES_FRESH, patience=PATIENCE_SECONDS)
        try:
            text: str = _use_cases().told(stored, health, self._tally.all(), by=reader.actor)
        except Forbidden as error:
            return Problem(403, "no-right", "This token may not read the figures", str(error))
        return text


def _use_cases() -> Any:
    # Delayed: most processes are never asked for figures.
    return import_module("readiness.usecases.metrics")


def unavailable() -> Problem:
    return Problem(503, "unavailable", "The figures are not known", "Ask again; see /readyz.")


def beside(next_app: WSGIApplication, figures: Figures) -> WSGIApplication:
    """Return an application that answers `/metrics` itself and leaves the rest to `next_app`."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != PATH:
            return next_app(environ, start_response)
        is_read = environ["REQUEST_METHOD"] in METHODS
        header = environ.get("HTTP_AUTHORIZATION", "")
        found = figures.judge(header) if is_read else _only_read()
        body = found.body() if isinstance(found, Problem) else found.encode()
        status = found.status if isinstance(found, Problem) else 200
        start_response(STATUS_LINES[status], _headers(found, len(body)))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return application


def _only_read() -> Problem:
    allow = (("Allow", "GET, HEAD"),)
    return Problem(405, "method-not-allowed", "Only read", "Ask with GET.", headers=allow)


def _headers(found: str | Problem, length: int) -> list[tuple[str, str]]:
    return [
        ("Content-Type", PROBLEM if isinstance(found, Problem) else CONTENT_TYPE),
        ("Content-Length", str(length)),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        *(found.headers if isinstance(found, Problem) else ()),
    ]
