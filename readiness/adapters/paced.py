"""Does something over and over in a thread of its own, which begins when it is first wanted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing.util import Finalize


class Paced:
    """It begins in the process that serves and never before a fork, and is done once more at its end."""

    def __init__(self, do: Callable[[], None], *, every: float, name: str) -> None:
        self._do, self._every, self._name = do, every, name
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Begin, unless it has: whoever wants it says so each time."""
        if self._thread is None:
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            # Runs at the end of a child process too, where `atexit` does not.
            Finalize(self, self._do, exitpriority=10)
            self._thread.start()

    def _run(self) -> None:
        pause = threading.Event()
        while not pause.wait(self._every):
            self._do()
