"""What load balancers and people on call ask: does the process answer, and is all well?

It stands in front of the pages, so that neither their host, their turns nor a sign-in are in its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from readiness.adapters.watching import Watched
from readiness.api.problems import JSON, text_of
from readiness.core.health import Health, without_answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ALIVE, READY = "/healthz", "/readyz"
#: How old an answer may be, so that whoever asks often costs nothing; and how long one is waited for.
FRESH_SECONDS, PATIENCE_SECONDS = 1.0, 1.5
METHODS = ("GET", "HEAD")


def beside(next_app: WSGIApplication, health: Watched[Health]) -> WSGIApplication:
    """Return an application that answers the probes itself and leaves the rest to `next_app`."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in (ALIVE, READY):
            return next_app(environ, start_response)
        if environ["REQUEST_METHOD"] not in METHODS:
            return _answer(environ, start_response, "405 Method Not Allowed", {})
        if path == ALIVE:
            return _answer(environ, start_response, "200 OK", {"status": "alive"})
        found = health.ask(fresh=FRESH_SECONDS, patience=PATIENCE_SECONDS) or without_answer()
        status = "200 OK" if found.is_ready else "503 Service Unavailable"
        return _answer(environ, start_response, status, told(found))

    return application


def told(found: Health) -> dict[str, object]:
    """Return what anybody may know: no file, no name, no address."""
    checks = {
        check.part.value: {"ok": check.is_well, **({"fault": check.fault} if check.fault else {})}
        for check in found.checks
    }
    status = "well" if found.is_well else "warning" if found.is_ready else "not ready"
    return {"status": status, "ready": found.is_ready, "checks": checks}


def _answer(
    environ: WSGIEnvironment,
    start_response: StartResponse,
    status: str,
    document: dict[str, object],
) -> Iterable[bytes]:
    body = f"{text_of(document)}\n".encode()
    headers = [
        ("Content-Type", JSON),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(status, [*headers, ("Allow", "GET, HEAD")] if not document else headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
