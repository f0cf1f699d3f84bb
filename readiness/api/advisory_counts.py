"""Counts what the gate lets through only because it is advisory, and writes it once a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from threading import Lock

from readiness.api.last_uses import SECONDS, LastUses

Write = Callable[[Mapping[tuple[str, date], int]], None]


class AdvisoryCounts:
    """The gate itself writes nothing. The thread and its pace are those of the last uses."""

    def __init__(self, write: Write, *, every: float = SECONDS) -> None:
        self._write_counts = write
        self._counts: Counter[tuple[str, date]] = Counter()
        self._lock = Lock()
        self._uses = LastUses(self._write, every=every)

    def note(self, address: str, moment: datetime) -> None:
        with self._lock:
            self._counts[address, moment.date()] += 1
        self._uses.note(address, moment)

    def flush(self) -> None:
        self._uses.flush()

    def _write(self, _uses: Mapping[str, datetime]) -> None:
        with self._lock:
            counts, self._counts = self._counts, Counter()
        self._write_counts(counts)
