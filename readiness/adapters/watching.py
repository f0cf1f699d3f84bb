"""Looks at something that may hang, in one thread at a time, so that nobody waits longer than they want."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Seen = TypeVar("Seen")
LOG = logging.getLogger("readiness.watching")


class Watched(Generic[Seen]):
    """The thread starts when somebody asks, so in the process that serves and never before a fork."""

    def __init__(self, look: Callable[[], Seen]) -> None:
        self._look = look
        self._lock = threading.Lock()
        self._done: threading.Event | None = None
        self._seen: tuple[float, Seen] | None = None

    def ask(self, *, fresh: float, patience: float) -> Seen | None:
        """Return what was seen in the last `fresh` seconds, or else is within `patience` seconds."""
        if (found := self._known(fresh)) is not None:
            return found
        self._begin().wait(patience)
        return self._known(fresh + patience)

    def _known(self, fresh: float) -> Seen | None:
        seen = self._seen
        return seen[1] if seen and time.monotonic() - seen[0] <= fresh else None

    def _begin(self) -> threading.Event:
        """Return what is set at the end of the look that is under way, begun now if there is none."""
        with self._lock:
            if self._done is None:
                self._done = threading.Event()
                threading.Thread(target=self._run, args=(self._done,), daemon=True).start()
            return self._done

    def _run(self, done: threading.Event) -> None:
        try:
            self._seen = (time.monotonic(), self._look())
        except Exception:
            LOG.exception("A look at this installation failed.")
        finally:
            with self._lock:
                self._done = None
            done.set()
