"""The work that waits in the outbox, done at once."""

from __future__ import annotations

from datetime import datetime

from readiness.cli.jobs import HANDLERS
from readiness.cli.worker import work
from readiness.store.engine import Database


def work_off(database: Database, now: datetime) -> None:
    """Do every job that waits, as the worker does."""
    while work(database, handlers=HANDLERS, clock=lambda: now):
        pass
