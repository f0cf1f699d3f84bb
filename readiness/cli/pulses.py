"""Lets the worker give signs of life for as long as its work goes on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from readiness.adapters import beats
from readiness.core.health import FORGOTTEN

SECONDS = 5.0
#: Longer than any job takes: whoever works on the same one for so long has got stuck.
STUCK_SECONDS = 180.0
LOG = logging.getLogger("readiness.worker")


class Pulse:
    """A thread of its own beats, so that a long job is no silence; the loop says that it turns."""

    def __init__(self, instance: Path) -> None:
        self._instance = instance
        self._turned_at = time.monotonic()

    def turned(self) -> None:
        self._turned_at = time.monotonic()

    @contextmanager
    def beside(self, stop: threading.Event) -> Iterator[None]:
        """Beat until `stop` is set."""
        beats.forget_old(self._instance, before=datetime.now(UTC) - FORGOTTEN)
        threading.Thread(target=self._run, args=(stop,), name="pulse", daemon=True).start()
        yield

    def _run(self, stop: threading.Event) -> None:
        while True:
            if time.monotonic() - self._turned_at < STUCK_SECONDS:
                self._beat()
            if stop.wait(SECONDS):
                return

    def _beat(self) -> None:
        try:
            beats.beat(self._instance)
        except OSError as error:
            LOG.warning("No sign of life could be left: %s", error)
