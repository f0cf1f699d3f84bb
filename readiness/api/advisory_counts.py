"""Counts what the gate lets through only because it is advisory, and writes it once a minute."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, datetime
from threading import Lock

from readiness.adapters.paced import Paced
from readiness.store.engine import Database

SECONDS = 60.0
LOG = logging.getLogger("readiness.advisory_counts")


class AdvisoryCounts:
    """The gate itself writes nothing."""

    def __init__(self, database: Database, *, every: float = SECONDS) -> None:
        self._database = database
        self._counts: Counter[tuple[str, date]] = Counter()
        self._lock = Lock()
        self._pace = Paced(self.flush, every=every, name="advisory-counts")

    def note(self, address: str, moment: datetime) -> None:
        with self._lock:
            self._counts[address, moment.date()] += 1
        self._pace.begin()

    def flush(self) -> None:
        """Write what was counted. Where that fails it is written with the next."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        # Delayed: no start needs it, and most installations are advisory nowhere.
        from readiness.usecases import advisory_passes

        try:
            advisory_passes.write(self._database, counts)
        except Exception as error:  # noqa: BLE001 - no answer of the gate may fail for it
            LOG.warning("What passed unenforced was not written: %s", error)
            with self._lock:
                self._counts.update(counts)
