"""The gate's clock, which would rather not answer than go backwards: what has ended stays ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from readiness.adapters.watching import Watched
from readiness.core.health import CLOCKS_DIFFER

#: How often the ledger is asked when the last change was made, and how long that may take at first.
LOOK_SECONDS, PATIENCE_SECONDS = 5.0, 1.0
AGAIN_SECONDS = 1.0
LONG_AGO = datetime.min.replace(tzinfo=UTC) + CLOCKS_DIFFER
#: It goes on while the machine sleeps, where there is such a one.
PASSING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class ClockWentBack(Exception):
    """Something happened already, or was answered, at a time that the clock has still to reach."""


class SteadyClock:
    """Two proofs that the clock went back: the ledger's newest entry, and what it told before.

    The second proves nothing if the clock only went back to what has passed since the process
    started: then it was wrong meanwhile, and is right again.
    """

    def __init__(self, now: Callable[[], datetime], newest: Callable[[], datetime | None]) -> None:
        self._now = now
        self._ledger = Watched(lambda: newest() or LONG_AGO)
        self._is_known = False
        self._changed_at = self._latest = LONG_AGO
        self._began: tuple[datetime, float] | None = None
        self._look_at = 0.0

    def __call__(self) -> datetime:
        """Return what time it is, or raise ClockWentBack."""
        moment, passed = self._now(), time.clock_gettime(PASSING)
        if passed >= self._look_at:
            self._look(passed)
        if moment >= self._latest:
            self._latest = moment
        if moment < self._latest or moment < self._changed_at:
            self._require_steady(moment, passed)
        if self._began is None:
            self._began = moment, passed
        return moment

    def _require_steady(self, moment: datetime, passed: float) -> None:
        told = self._latest
        if self._began is not None:
            first, since = self._began
            told = min(told, first + timedelta(seconds=passed - since))
        if moment < max(told, self._changed_at) - CLOCKS_DIFFER:
            raise ClockWentBack(f"It is {moment} by the clock, which was later already.")

    def _look(self, passed: float) -> None:
        """Ask the ledger, but wait for it only as long as nothing is known of it yet."""
        patience = 0.0 if self._is_known else PATIENCE_SECONDS
        found = self._ledger.ask(fresh=LOOK_SECONDS, patience=patience)
        if found is None and not self._is_known:
            raise ClockWentBack("It cannot be found out whether the clock went back.")
        self._is_known, self._changed_at = True, found or self._changed_at
        self._look_at = passed + (LOOK_SECONDS if found else AGAIN_SECONDS)
