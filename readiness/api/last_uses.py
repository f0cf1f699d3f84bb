"""Notes when tokens were used, and writes it once a minute: the gate itself writes nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from multiprocessing.util import Finalize

Uses = Mapping[str, datetime]

SECONDS = 60.0
LOG = logging.getLogger("readiness.last_uses")


class LastUses:
    """The thread starts with the first use, so in the process that serves and never before a fork."""

    def __init__(self, write: Callable[[Uses], None], *, every: float = SECONDS) -> None:
        self._write = write
        self._every = every
        self._uses: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def note(self, key: str, moment: datetime) -> None:
        self._uses[key] = moment
        if self._thread is None:
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._run, name="last-uses", daemon=True)
            # Runs at the end of a child process too, where `atexit` does not.
            Finalize(self, self.flush, exitpriority=10)
            self._thread.start()

    def _run(self) -> None:
        pause = threading.Event()
        while not pause.wait(self._every):
            self.flush()

    def flush(self) -> None:
        """Write what was noted. A use that cannot be written is forgotten: nothing rests on it."""
        uses, self._uses = self._uses, {}
        if not uses:
            return
        try:
            self._write(uses)
        except Exception as error:  # noqa: BLE001 - nothing rests on it, so nothing may fail for it
            LOG.warning("The last uses of %d tokens were not written: %s", len(uses), error)
