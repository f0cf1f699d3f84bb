"""What the gate's client asks of a server, and what it makes of being answered in no good way."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

LET_THROUGH, BLOCKED, UNAVAILABLE = 0, 10, 20
SECONDS = 10
MOST_BYTES = 1024 * 1024


class Unavailable(Exception):
    """There is no verdict that may be acted on. The message says why.

    `is_down` says that the server did not answer, or that it told that it cannot.
    """

    def __init__(self, why: str, *, is_down: bool = False) -> None:
        super().__init__(why)
        self.is_down = is_down


class Asked(NamedTuple):
    service: str
    environment: str
    server: str
    token: str
    kind: str = "launch"

    @property
    def about(self) -> str:
        what = "a change of " if self.kind == "change" else ""
        return f"{what}{self.service} in {self.environment}"


class Call(NamedTuple):
    """A request to the server; with a body it is a POST."""

    server: str
    path: str
    token: str = ""
    body: bytes | None = None


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Another place's answer is not the gate's answer, and the token is not for that place."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def ask(asked: Asked) -> tuple[int, dict[str, Any]]:
    place = quote(asked.service, safe="") + ("/change" if asked.kind == "change" else "")
    query = urlencode({"environment": asked.environment})
    return answered(Call(asked.server, f"/api/v1/gate/{place}?{query}", asked.token))


def answered(call: Call) -> tuple[int, dict[str, Any]]:
    """Return status and JSON of the answer. A server that trickles gets ten seconds in all."""
    found: list[Any] = []

    def fetch() -> None:
        try:
            found.append(fetched(call))
        except Exception as error:  # noqa: BLE001 - raised again outside of the thread
            found.append(error)

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if not found:
        why = f"The server did not answer within {SECONDS} seconds."
        raise Unavailable(why, is_down=True)
    if isinstance(found[0], Exception):
        raise found[0]
    status, body = found[0]
    return status, parsed(status, body)


def fetched(call: Call) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {call.token}"} if call.token else {}
    if call.body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(root_of(call.server) + call.path, call.body, headers)
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS) as response:
            return response.status, response.read(MOST_BYTES)
    except urllib.error.HTTPError as response:
        with response:
            return response.code, response.read(MOST_BYTES)
    except (OSError, HTTPException) as error:
        why = f"The server cannot be reached: {getattr(error, 'reason', error)}"
        raise Unavailable(why, is_down=True) from error


def root_of(server: str) -> str:
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Unavailable("--server must be like https://readiness.example.com")
    return server.rstrip("/")


def parsed(status: int, body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        why = f"The server answered {status}, and not as the gate does."
        raise Unavailable(why, is_down=status >= 500)
    return found
