"""A server on the loopback that misbehaves in the way that it is told to."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Behaviour = Callable[[socket.socket], None]
FINE = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"


@dataclass(slots=True)
class Hostile:
    """`heard` holds each request as it came."""

    port: int
    heard: list[bytes] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"


def says(*pieces: bytes, every: float = 0) -> Behaviour:
    def behave(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(every)

    return behave


def drips(head: bytes, piece: bytes, every: float) -> Behaviour:
    """Say the head, then the same for ever."""

    def behave(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(every)

    return behave


def silent(connection: socket.socket) -> None:
    connection.recv(1)


def resets(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


BOMB = gzip.compress(b"\0" * 20_000_000, mtime=0)
BAD = b"HTTP/1.1 500 Oh\r\n"


def request_of(connection: socket.socket) -> bytes:
    """Read one request with its body."""
    heard = b""
    while b"\r\n\r\n" not in heard:
        heard += connection.recv(65536)
    head, _, body = heard.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while len(body) < int(lengths[0].partition(b":")[2]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def hostile(
    behave: Behaviour, *, listens: bool = True, context: ssl.SSLContext | None = None
) -> Iterator[Hostile]:
    """Serve one connection at a time until the block ends. Without `listens` it reads nothing."""
    server = socket.create_server(("127.0.0.1", 0))
    made = Hostile(server.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            connection.settimeout(20)
            with suppress(OSError, IndexError), connection:
                spoken = (
                    context.wrap_socket(connection, server_side=True) if context else connection
                )
                with spoken:
                    if listens:
                        made.heard.append(request_of(spoken))
                    behave(spoken)
                    if isinstance(spoken, ssl.SSLSocket):
                        spoken.unwrap()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
