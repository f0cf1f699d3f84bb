"""Counts what the gate lets through only because it is advisory, and writes it once a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from threading import Lock

from readiness.api.last_uses import SECONDS, LastUses
from readiness.store.engine import Database


class AdvisoryCounts:
    """The gate itself writes nothing. The thread and its pace are those of the last uses."""

    def __init__(self, database: Database, *, every: float = SECONDS) -> None:
        self._database = database
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
        # Delayed: no start needs it, and most installations are advisory nowhere.
        from readiness.usecases import advisory_passes

        advisory_passes.write(self._database, counts)
