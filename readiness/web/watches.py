"""Ends what is read for too long. It watches all that is read, in one thread, only while something is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from readiness.web.slow_senders import stop_all, stop_reading

LOOKED_EVERY = 0.25
#: So long a connection that was ended may take to notice.
ENDED_SECONDS = 2.0


@dataclass(slots=True, eq=False)
class Watched:
    address: str
    ends: float
    began: float = field(default_factory=time.monotonic)
    is_over: bool = False
    is_asked: bool = False

    def stop(self, now: float) -> None:
        """Who sends a byte now and then is not found by his silence: then all of the address."""
        self.ends = now + ENDED_SECONDS
        if self.is_asked:
            stop_all(self.address)
            return
        self.is_asked = True
        stop_reading(self.address, now - self.began)


class Watch:
    """No thread for each body: nearly all of them are there already, and saves are many."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._lock = seconds, threading.Lock()
        self._watched: set[Watched] = set()
        self._is_looking = False

    @contextmanager
    def over(self, address: str) -> Iterator[Watched]:
        one = Watched(address, time.monotonic() + self._seconds)
        self._begin(one)
        try:
            yield one
        finally:
            with self._lock:
                self._watched.discard(one)

    def _begin(self, one: Watched) -> None:
        with self._lock:
            self._watched.add(one)
            is_first, self._is_looking = not self._is_looking, True
        if is_first:
            threading.Thread(target=self._look, name="slow bodies", daemon=True).start()

    def _look(self) -> None:
        while self._has_any():
            now = time.monotonic()
            for each in self._late(now):
                each.stop(now)
            time.sleep(LOOKED_EVERY)

    def _late(self, now: float) -> list[Watched]:
        with self._lock:
            late = [each for each in self._watched if each.ends <= now]
            for each in late:  # before the first is stopped: it may end others with it
                each.is_over = True
            return late

    def _has_any(self) -> bool:
        with self._lock:
            self._is_looking = bool(self._watched)
            return self._is_looking
