"""Writes how often the gate let through what it would have stopped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from readiness.store import advisory as store
from readiness.store.engine import Database
from readiness.usecases import transaction


def write(database: Database, counts: Mapping[tuple[str, date], int]) -> None:
    """Add what the gate counted, in a transaction of its own. No decision rests on it."""
    with database.writing() as session:
        store.add_passes(session, counts)
        transaction.commit_bookkeeping(session)
