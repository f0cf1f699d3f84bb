"""The example's time: it begins some days ago, and moves on with every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from readiness.store.engine import Database
from readiness.store.sessions import Session
from readiness.usecases import transaction

BEGINS = timedelta(days=12)
STEP = timedelta(minutes=17)

Found = TypeVar("Found")


class Clock:
    """Runs use cases one after the other, each in a transaction and at a moment of its own."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database = database
        self._session: Session | None = None
        self.today = now
        self.beginning = now - BEGINS
        self._moment = self.beginning

    def do(self, use_case: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:
        """Run the use case a little later than the one before, never later than today."""
        self._moment = min(self._moment + STEP, self.today)
        with self._open() as session:
            return use_case(session, *args, now=self._moment, **kwargs)

    def look(self, query: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:
        with self._open() as session:
            return query(session, *args, now=self._moment, **kwargs)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of everything that is done inside: filling out takes many steps."""
        with self._open() as session:
            self._session = session
            try:
                yield
            finally:
                self._session = None

    @contextmanager
    def _open(self) -> Iterator[Session]:
        if self._session is not None:
            yield self._session
            return
        with self._database.writing() as session:
            yield session
            transaction.commit(session, now=self._moment)
