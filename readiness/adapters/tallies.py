"""How many requests this server has answered, and how fast: each process counts, files add them up.

A process writes what it has counted into the instance folder now and then. The files of those that
ended stay while their server runs, as a sum that becomes smaller would be taken for a new start.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from readiness.adapters.paced import Paced
from readiness.core.metrics import BUCKETS

FOLDER = "run"
FORGOTTEN_SECONDS = 30 * 86_400
LOG = logging.getLogger("readiness.tallies")

#: By what was asked and how it was answered: a count for each bucket, one above them, and the seconds.
Counts = Mapping[tuple[str, str], list[float]]


class Tally:
    """With `every` so many seconds what was counted is written; otherwise only who asks does."""

    def __init__(self, instance: Path, *, every: float = 0) -> None:
        self._instance, self._lock = instance, threading.Lock()
        self._pace = Paced(self.flush, every=every, name="tally") if every else None
        self._counts: defaultdict[tuple[str, str], list[float]] = defaultdict(_empty)

    def note(self, asked: str, answered: str, seconds: float) -> None:
        """Count an answer; what it begins with is its status."""
        key = asked, answered[:3]
        with self._lock:
            counts = self._counts[key]
            counts[bisect_left(BUCKETS, seconds)] += 1
            counts[-1] += seconds
        if self._pace is not None:
            self._pace.begin()

    def flush(self) -> None:
        """Write what was counted. Where that fails it is written with the next."""
        with self._lock:
            counted = [[*key, *counts] for key, counts in self._counts.items()]
        path = self._instance / FOLDER / f"{_server(os.getppid())}-{os.getpid()}"
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{threading.get_ident()}")
            draft.write_text(json.dumps(counted))
            draft.replace(path)
        except OSError as error:
            LOG.warning("What was counted was not written: %s", error)

    def all(self) -> Counts:
        """Return what all processes of this server have counted since it started."""
        self.flush()  # first, so that whichever process is asked next knows no less
        found: defaultdict[tuple[str, str], list[float]] = defaultdict(_empty)
        for asked, answered, *counts in _written(self._instance):
            total = found[str(asked), str(answered)]
            for place, count in enumerate(counts):
                total[place] += float(count)
        return found


def _empty() -> list[float]:
    return [0] * (len(BUCKETS) + 2)


def _server(parent: int) -> str:
    return f"served-{socket.gethostname()}-{parent}"


def _written(instance: Path) -> Iterator[list[str | float]]:
    for path in (instance / FOLDER).glob(f"{_server(os.getppid())}-*"):
        with suppress(OSError, ValueError):
            yield from json.loads(path.read_text())


def begin(instance: Path) -> None:
    """Forget what servers have counted that run no more. Called before a server's processes split."""
    for path in (instance / FOLDER).glob(f"served-{socket.gethostname()}-*"):
        parent = int(path.name.rsplit("-", 2)[1])
        if parent == os.getpid() or not Path("/proc", str(parent)).exists():
            path.unlink(missing_ok=True)
    for path in (instance / FOLDER).glob("served-*"):  # containers have a new name each time
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - FORGOTTEN_SECONDS:
                path.unlink()
