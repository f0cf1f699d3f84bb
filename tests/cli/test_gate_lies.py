"""The client against servers that lie, redirect, hang, or steer the terminal."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.api.asking import serving
from tests.cli.copied_client import impatient, run

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def good(**changes: object) -> dict[str, object]:
    """Return an answer that would be let through, but for the changes."""
    later = datetime.now(UTC) + timedelta(minutes=5)
    return {
        "verdict": "approved",
        "enforced": True,
        "service": "payments",
        "environment": "production",
        "valid_until": later.isoformat(),
        **changes,
    }


def without(*names: str) -> dict[str, object]:
    return {name: value for name, value in good().items() if name not in names}


def past() -> str:
    return (datetime.now(UTC) - timedelta(seconds=1)).isoformat()


LIES: dict[str, tuple[str, Callable[[], object]]] = {
    "200 with a page": ("200 OK", lambda: "<h1>approved</h1>"),
    "200 with nothing": ("200 OK", lambda: ""),
    "200 with a word": ("200 OK", lambda: '"approved"'),
    "200 with a list": ("200 OK", lambda: "[]"),
    "200 and blocked": ("200 OK", lambda: good(verdict="blocked")),
    "200 and another word": ("200 OK", lambda: good(verdict="not approved")),
    "200 and no verdict": ("200 OK", lambda: without("verdict")),
    "200 and enforced in words": ("200 OK", lambda: good(verdict="blocked", enforced="false")),
    "200 and enforced by 0": ("200 OK", lambda: good(verdict="blocked", enforced=0)),
    "200 and nothing about enforcing": ("200 OK", lambda: without("enforced")),
    "200 for another service": ("200 OK", lambda: good(service="ledger")),
    "200 for another environment": ("200 OK", lambda: good(environment="staging")),
    "200 for a change": ("200 OK", lambda: good(kind="change")),
    "200 for no service": ("200 OK", lambda: without("service")),
    "200 from yesterday": ("200 OK", lambda: good(valid_until=past())),
    "200 for ever": ("200 OK", lambda: without("valid_until")),
    "200 until a time without a zone": ("200 OK", lambda: good(valid_until="2999-01-01T00:00:00")),
    "200 until a number": ("200 OK", lambda: good(valid_until=1)),
    "201 and approved": ("201 Created", lambda: good()),
    "203 and approved": ("203 Non-Authoritative Information", lambda: good()),
    "403 and approved": ("403 Forbidden", lambda: good()),
    "403 and not enforced": ("403 Forbidden", lambda: good(verdict="blocked", enforced=False)),
    "403 of a proxy": ("403 Forbidden", lambda: "<h1>Forbidden</h1>"),
    "404": ("404 Not Found", lambda: {"verdict": "blocked", "detail": "There is none."}),
    "500 and approved": ("500 Internal Server Error", lambda: good()),
    "503": ("503 Service Unavailable", lambda: {"verdict": "unavailable"}),
}


#: Nothing at all, or the beginning of an answer and then a byte now and then.
TRICKLES = (b"", b"HTTP/1.1 200 OK\r\nX: ")


def lying(status: str, body: object) -> WSGIApplication:
    text = body if isinstance(body, str) else json.dumps(body)

    def application(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response(status, [("Content-Type", "application/json")])
        return [text.encode()]

    return application


@pytest.mark.once
@pytest.mark.parametrize("lie", LIES)
def test_a_server_that_lies_ends_with_20(client: Path, lie: str) -> None:
    status, body = LIES[lie]
    with serving(lying(status, body())) as port:
        found = run(client, f"http://127.0.0.1:{port}", "--json")
    assert found.returncode == 20
    assert json.loads(found.stdout)["verdict"] == "unavailable"
    assert found.stderr.startswith("unavailable: ")


@pytest.mark.once
def test_the_lies_are_lies_only_by_their_change(client: Path) -> None:
    with serving(lying("200 OK", good())) as port:
        assert run(client, f"http://127.0.0.1:{port}").returncode == 0
    with serving(lying("403 Forbidden", good(verdict="blocked"))) as port:
        assert run(client, f"http://127.0.0.1:{port}").returncode == 10


@pytest.mark.once
def test_the_answer_for_a_launch_is_none_for_a_change(client: Path) -> None:
    with serving(lying("200 OK", good())) as port:
        found = run(client, f"http://127.0.0.1:{port}", "--change")
    assert found.returncode == 20
    assert "not about a change" in found.stderr


@pytest.mark.once
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_not_followed(client: Path, status: str) -> None:
    asked: list[str] = []

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/elsewhere":
            return lying("200 OK", good())(environ, start_response)
        start_response(status, [("Location", "/elsewhere")])
        return []

    with serving(application) as port:
        assert run(client, f"http://127.0.0.1:{port}").returncode == 20
    assert asked == ["/api/v1/gate/payments"]


@pytest.mark.once
def test_what_steers_a_terminal_is_not_printed(client: Path) -> None:
    reason = {"code": "x", "sentence": "\x1b[2J\x1b[32mapproved", "turn": "", "link": ""}
    with serving(lying("403 Forbidden", good(verdict="blocked", reasons=[reason]))) as port:
        found = run(client, f"http://127.0.0.1:{port}")
    assert found.returncode == 10
    assert "\x1b" not in found.stdout


@pytest.mark.once
@pytest.mark.parametrize("trickle", TRICKLES)
def test_a_server_that_hangs_is_left(tmp_path: Path, trickle: bytes) -> None:
    with hanging(trickle) as port:
        started = time.monotonic()
        found = run(impatient(tmp_path), f"http://127.0.0.1:{port}")
    assert found.returncode == 20
    assert "The server did not answer within 1 seconds." in found.stderr or not trickle
    assert 1 <= time.monotonic() - started < 4


@pytest.mark.once
@pytest.mark.full
@pytest.mark.parametrize("trickle", TRICKLES)
def test_a_server_that_hangs_is_left_after_ten_seconds(client: Path, trickle: bytes) -> None:
    with hanging(trickle) as port:
        started = time.monotonic()
        found = run(client, f"http://127.0.0.1:{port}")
    assert found.returncode == 20
    assert time.monotonic() - started < 13


@contextmanager
def hanging(trickle: bytes) -> Iterator[int]:
    """Yield the port of a server that sends one byte now and then, and never an answer."""
    listener = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(trickle)
            while not is_over.wait(0.2):
                connection.sendall(b"x" if trickle else b"")

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        is_over.set()
        thread.join()
        listener.close()
