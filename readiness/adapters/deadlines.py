"""Ends a conversation that takes too long as a whole, whatever its single steps take."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer


class Deadline:
    """Each socket that is given to `watch` hears nothing more after the time is over."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._ends = time.monotonic() + seconds
        self._copies: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Return how many seconds are left."""
        return self._ends - time.monotonic()

    def watch(self, connected: socket.socket) -> None:
        # A copy, for TLS takes the first away; shutting down ends what both stand for.
        with self._lock:
            self._copies.append(connected.dup())
        if self.is_over:
            self._cut()

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            for copy in self._copies:
                copy.close()
            self._copies.clear()

    def _cut(self) -> None:
        self.is_over = True
        with self._lock:
            for copy in self._copies:
                with suppress(OSError):
                    copy.shutdown(socket.SHUT_RDWR)


@contextmanager
def deadline(seconds: float) -> Iterator[Deadline]:
    made = Deadline(seconds)
    try:
        yield made
    finally:
        made.close()
