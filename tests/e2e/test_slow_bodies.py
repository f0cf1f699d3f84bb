"""Anybody may send a body slowly: pages, saves of others and uploads go on meanwhile."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
import requests

from readiness.store.engine import Database
from readiness.web.body_limits import SMALL
from tests.e2e.running import Running, environment_of, running
from tests.factories.people import People

pytestmark = pytest.mark.once

GATE = "/api/v1/gate/checkout?environment=production"
FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data; boundary=x"
#: Two processes take in three each of one address: one has a fourth, and both are full.
MANY = 14


@pytest.fixture
def server(
    database: Database, database_url: str, people: People, tmp_path: Path
) -> Iterator[Running]:
    environment = environment_of(tmp_path / "instance", database_url)
    Path(environment["READINESS_INSTANCE"]).mkdir()
    with running("serve", environment=environment) as started:
        yield started


@contextmanager
def slow(server: Running, path: str, kind: str) -> Iterator[list[socket.socket]]:
    """Begin many requests of a stranger, each of which sends the first byte of its body."""
    host = server.address.removeprefix("http://")
    name, port = host.split(":")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {server.address}\r\n"
    head += f"Content-Type: {kind}\r\nContent-Length: 1000\r\n\r\na"
    with ExitStack() as until_closed:
        found = []
        for _ in range(MANY):
            one = until_closed.enter_context(
                socket.create_connection((name, int(port)), timeout=30)
            )
            one.sendall(head.encode())
            found.append(one)
        time.sleep(1)
        yield found


def trickle(connections: list[socket.socket], seconds: float) -> None:
    """Never be silent for long enough to be known by it."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for each in connections:
            with suppress(OSError):  # who was refused is not listened to any more
                each.sendall(b"x")
        time.sleep(0.5)


def statuses(connections: list[socket.socket]) -> set[bytes]:
    """Return how they were refused, but for any that was ended together with another (400)."""
    return {each.recv(1000).split()[1] for each in connections} - {b"400"}


def test_slow_small_bodies_stop_no_page_and_are_given_up(server: Running) -> None:
    with slow(server, "/sign-in", FORM) as connections:
        for path in ("/sign-in", GATE) * 4:
            began = time.monotonic()
            requests.get(server.address + path, timeout=10)
            assert time.monotonic() - began < 2
        trickle(connections, SMALL.seconds)
        assert statuses(connections) == {b"503", b"408"}
    answer = requests.post(f"{server.address}/sign-in", data={"a": "b"}, timeout=10)
    assert "Try again in a minute" not in answer.text


@pytest.mark.parametrize("path", ["/x/evidence", "/reviews/1/questions/a.b/evidence"])
def test_a_stranger_takes_no_place_for_files(server: Running, path: str) -> None:
    with slow(server, path, FILES) as connections:
        told = requests.post(
            f"{server.address}{path}",
            data=b"x" * 2_000_000,
            timeout=15,
            headers={"Content-Type": FILES},
        )
        assert told.status_code != 503
        time.sleep(SMALL.seconds)
        assert statuses(connections) == {b"503", b"408"}
