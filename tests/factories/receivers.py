"""A receiver of webhooks on the loopback that remembers what came, and answers as it is told."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from readiness.adapters import sealing
from readiness.store.connections import Connection
from tests.factories.deliveries import SITE

RESETS = 999
#: Called with how many came before; returns a status, or RESETS to hang up without a word.
Answers = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Heard:
    id: str
    body: bytes
    headers: dict[str, str]
    status: int


@dataclass(slots=True)
class Inbox:
    """`heard` is what came, in order; `arrived` the ids of what was answered well."""

    port: int
    heard: list[Heard] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def arrived(self) -> list[str]:
        return [each.id for each in self.heard if each.status < 300]


@contextmanager
def receiver(answers: Answers = lambda _before: 204) -> Iterator[Inbox]:
    made = Inbox(0)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:
                return  # its sender was killed in the middle of it
            status = answers(len(made.heard))
            headers = {key.lower(): value for key, value in self.headers.items()}
            with lock:
                made.heard.append(Heard(headers.get("webhook-id", ""), body, headers, status))
            if status == RESETS:
                now = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pointed_at(connection: Connection, port: int, secret: str) -> Connection:
    """Let the connection lead to a port of the loopback."""
    connection.host = f"127.0.0.1:{port}"
    connection.sealed_url = sealing.seal(f"http://127.0.0.1:{port}/hook", SITE.key)
    connection.sealed_secret = sealing.seal(secret, SITE.key)
    return connection
