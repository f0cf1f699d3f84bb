"""Takes in the body of every form without files, and of every call of the API, before its turn.

It is read in the request's own thread, which costs nothing where it is there already.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from readiness.web.body_limits import SMALL, Bounds, Places, Refusal
from readiness.web.watches import Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

#: A body that is there already gives its place back in much less.
PATIENCE = 0.1
#: Said without a page, as that would take a turn. Scripts try again what was refused with 503.
ANSWERS = {
    Refusal.TOO_MANY: (
        "503 Service Unavailable",
        "Too much is being sent at this moment. Nothing was changed. Try again in a minute.",
    ),
    Refusal.TOO_SLOW: (
        "408 Request Timeout",
        "It did not arrive in time, and was given up. Nothing was changed. Send it once more.",
    ),
    Refusal.CUT_OFF: ("400 Bad Request", "The connection ended before everything had arrived."),
}
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]


class SmallBodies:
    def __init__(self, bounds: Bounds = SMALL) -> None:
        self._bounds, self._places = bounds, Places(bounds)
        self._watch = Watch(bounds.seconds)

    def take_in(self, environ: WSGIEnvironment, address: str) -> Refusal | None:
        """Put the body in memory, or return why not."""
        length = _length(environ)
        if length == 0:
            return None
        if length is not None and length > self._bounds.most_bytes:
            # Refused by who it is for, from its length alone; nobody reads it.
            environ["wsgi.input"] = BytesIO()
            return None
        if not self._places.take(address, PATIENCE):
            return Refusal.TOO_MANY
        try:
            return self._read(environ, length)
        finally:
            self._places.give_back(address)

    def _read(self, environ: WSGIEnvironment, length: int | None) -> Refusal | None:
        # Without a length one byte more than is taken shows that it is too large.
        most = self._bounds.most_bytes + 1 if length is None else length
        with self._watch.over(environ.get("REMOTE_ADDR", "")) as watched:
            try:
                found = environ["wsgi.input"].read(most)
            except OSError:  # whoever sends has gone away in the middle
                found = b""
        if watched.is_over:
            return Refusal.TOO_SLOW
        environ["wsgi.input"] = BytesIO(found)
        return Refusal.CUT_OFF if length is not None and len(found) < length else None


def _length(environ: WSGIEnvironment) -> int | None:
    """Return how long the body says it is, or nothing if it does not say."""
    said = environ.get("CONTENT_LENGTH") or ""
    if not said and "HTTP_TRANSFER_ENCODING" not in environ:
        return 0
    return int(said) if said.isdigit() else None


def answer(refusal: Refusal, start_response: StartResponse) -> Iterable[bytes]:
    status, sentence = ANSWERS[refusal]
    start_response(status, list(HEADERS))
    return [f"{sentence}\n".encode()]
