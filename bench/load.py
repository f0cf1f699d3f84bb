"""Asks a server on the loopback as fast as it answers, with so little work that it is not the limit."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"

#: Returns the next request of a connection, whole, by the connection's number.
Next = Callable[[int], bytes]


@dataclass(slots=True)
class Asker:
    """One kept connection with one request under way."""

    number: int
    socket: socket.socket
    sent_at: float = 0.0
    received: bytes = b""

    def send(self, request: bytes) -> None:
        self.received, self.sent_at = b"", time.perf_counter()
        self.socket.sendall(request)

    def is_answered(self) -> bool:
        """Take what has come, and return whether the answer is whole."""
        piece = self.socket.recv(65_536)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        self.received += piece
        head = self.received.find(END_OF_HEAD)
        if head < 0:
            return False
        length = LENGTH.search(self.received, 0, head + 2)
        if length is None:
            raise ValueError(f"An answer without a length: {self.received[:200]!r}")
        return len(self.received) >= head + len(END_OF_HEAD) + int(length[1])


@dataclass(slots=True)
class Load:
    """What was seen: every answer's milliseconds, and how many had which status."""

    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    @property
    def p99(self) -> float:
        return sorted(self.milliseconds)[int(len(self.milliseconds) * 0.99)]

    def document(self) -> dict[str, object]:
        speed = {"per_second": round(self.per_second), "p99_ms": round(self.p99, 2)}
        return {**speed, "requests": len(self.milliseconds), "statuses": dict(self.statuses)}


def load(
    port: int,
    request: Next,
    *,
    connections: int,
    seconds: float,
    expected: Collection[int],
    is_finished: bool = False,
) -> Load:
    """Keep every connection busy for so long. Raises ValueError on any other status.

    `is_finished` waits at the end for the answers that are under way, and does not count them.
    """
    askers = {}
    poll = select.epoll()
    for number in range(connections):
        made = socket.create_connection(("127.0.0.1", port), timeout=30)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(made, select.EPOLLIN)
        askers[made.fileno()] = Asker(number, made)
    try:
        found = _run(askers, poll, request, seconds, expected)
        if is_finished:
            _finish(askers, poll, expected)
        return found
    finally:
        poll.close()
        for asker in askers.values():
            asker.socket.close()


def _run(
    askers: dict[int, Asker],
    poll: select.epoll,
    request: Next,
    seconds: float,
    expected: Collection[int],
) -> Load:
    found, started = Load(), time.perf_counter()
    for asker in askers.values():
        asker.send(request(asker.number))
    while (now := time.perf_counter()) < started + seconds:
        for descriptor, _ in poll.poll(1):
            asker = askers[descriptor]
            if asker.is_answered():
                _note(found, asker, expected)
                asker.send(request(asker.number))
    found.seconds = now - started
    return found


def _finish(askers: dict[int, Asker], poll: select.epoll, expected: Collection[int]) -> None:
    waiting = set(askers)
    while waiting:
        for descriptor, _ in poll.poll(30):
            if askers[descriptor].is_answered():
                _note(Load(), askers[descriptor], expected)
                waiting.discard(descriptor)


def _note(found: Load, asker: Asker, expected: Collection[int]) -> None:
    status = int(asker.received[9:12])
    found.milliseconds.append((time.perf_counter() - asker.sent_at) * 1000)
    found.statuses[status] = found.statuses.get(status, 0) + 1
    if status not in expected:
        raise ValueError(f"Answered with {asker.received[:2000]!r}")


def get(path: str, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()
