"""Counts every answer with its status and how long it took, in the memory of its process."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from readiness.adapters.tallies import Tally
from readiness.api import exposition, probes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

GATE = "/api/v1/gate/"
#: What else is asked by how its address begins; the rest is pages. There are few: each is a series.
AREAS = (
    ("/api/", "api"),
    ("/static/", "static"),
    *((path, "probes") for path in (probes.ALIVE, probes.READY, exposition.PATH)),
)
FAILED = "500"


def metered(app: WSGIApplication, tally: Tally) -> WSGIApplication:
    """Return the application with each answer counted: a microsecond, as the gate has few of them."""
    note = tally.note

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answered = FAILED

        def noting(status: str, headers: Any, fault: Any = None) -> Any:
            nonlocal answered
            answered = status
            return (
                start_response(status, headers, fault) if fault else start_response(status, headers)
            )

        started = perf_counter()
        try:
            return app(environ, noting)
        finally:
            path = environ["PATH_INFO"]
            area = "gate" if path.startswith(GATE) else _area(path)
            note(area, answered, perf_counter() - started)

    return application


def _area(path: str) -> str:
    for beginning, area in AREAS:
        if path.startswith(beginning):
            return area
    return "pages"
