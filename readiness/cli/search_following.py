"""Lets the worker follow the ledger for the search, between its jobs."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from readiness.store.engine import Database
from readiness.usecases import search_following

#: How often it looks whether texts and ledger still belong together.
MENDED_EVERY = timedelta(hours=1)
#: After a fault the search waits so long; whatever else the worker does goes on.
PAUSE = timedelta(minutes=1)
NEVER = datetime.min.replace(tzinfo=UTC)
LOG = logging.getLogger("readiness.worker")


@dataclass(slots=True)
class Follower:
    database: Database
    mends_at: datetime = NEVER
    goes_on_at: datetime = NEVER

    def follow(self, now: datetime) -> bool:
        """Follow one batch; return whether there was anything to do."""
        if now < self.goes_on_at:
            return False
        try:
            return self._follow(now)
        except Exception:
            self.goes_on_at = now + PAUSE
            LOG.exception("The search could not follow the ledger; it tries again in a minute.")
            return False

    def _follow(self, now: datetime) -> bool:
        if now >= self.mends_at:
            self.mends_at = now + MENDED_EVERY
            if search_following.mend(self.database):
                LOG.info("The search is made anew from the ledger.")
        return search_following.follow(self.database) > 0
