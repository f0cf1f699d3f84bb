"""Fills the example's database, so that every page has something to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from readiness.settings import Settings
from readiness.store.engine import Database


def fill(database: Database, settings: Settings, *, now: datetime) -> Sequence[str]:
    """Fill an empty database, and return the lines to print: who can sign in, and how."""
    return ()
