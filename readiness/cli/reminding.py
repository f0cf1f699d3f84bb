"""Lets the worker make daily summaries and remind of what is due, between its jobs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from readiness.store.engine import Database
from readiness.usecases import daily_mails, reminders

SUMMED_EVERY = timedelta(minutes=1)
REMINDED_EVERY = timedelta(minutes=5)
NEVER = datetime.min.replace(tzinfo=UTC)
LOG = logging.getLogger("readiness.worker")


@dataclass(slots=True)
class Clerk:
    """A fault in one never keeps the worker from its jobs: it is tried again at the next time."""

    database: Database
    sums_at: datetime = NEVER
    reminds_at: datetime = NEVER

    def work(self, now: datetime) -> None:
        if now >= self.reminds_at:
            self.reminds_at = now + REMINDED_EVERY
            self._do(lambda: reminders.remind(self.database, now=now), "reminders")
        if now >= self.sums_at:
            self.sums_at = now + SUMMED_EVERY
            self._do(lambda: daily_mails.send(self.database, now=now), "daily summaries")

    def _do(self, what: Callable[[], int], called: str) -> None:
        try:
            made = what()
        except Exception:
            LOG.exception("The %s could not be made; it is tried again.", called)
            return
        if made:
            LOG.info("Made %d %s.", made, called)
