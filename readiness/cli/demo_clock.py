"""The example's time: it begins some days ago, and moves on with every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from readiness.store.engine import Database
from readiness.usecases import transaction

BEGINS = timedelta(days=12)
STEP = timedelta(minutes=17)

Found = TypeVar("Found")


class Clock:
    """Runs use cases one after the other, each in a transaction and at a moment of its own."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database = database
        self.today = now
        self.beginning = now - BEGINS
        self._moment = self.beginning

    def do(self, use_case: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:
        """Run the use case a little later than the one before, never later than today."""
        self._moment = min(self._moment + STEP, self.today)
        with self._database.writing() as session:
            found = use_case(session, *args, now=self._moment, **kwargs)
            transaction.commit(session, now=self._moment)
            return found

    def look(self, query: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:
        with self._database.reading() as session:
            return query(session, *args, now=self._moment, **kwargs)
