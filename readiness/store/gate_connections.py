"""One connection of the gate's own for each thread, opened late and replaced when it is lost."""

from __future__ import annotations

import threading
from importlib import import_module

from sqlalchemy import make_url

from readiness.store.gate_query import Asked, Connection, Lost, Row


class Connections:
    """Opens nothing until a thread asks, so never before a fork."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._of = threading.local()

    def rows(self, asked: Asked) -> list[Row]:
        """Ask, and ask once more on a new connection when the one at hand was lost."""
        try:
            return self._ask(asked)
        except Lost:
            return self._ask(asked)

    def _ask(self, asked: Asked) -> list[Row]:
        connection: Connection | None = getattr(self._of, "connection", None)
        if connection is None:
            connection = self._of.connection = self._open()
        try:
            return connection.rows(asked)
        except BaseException:
            # Whatever went wrong, the next question starts on a clean connection.
            self.close()
            raise

    def _open(self) -> Connection:
        # Psycopg takes a while to import, and who runs on SQLite never needs it.
        module = import_module(f"readiness.store.gate_{self._url.get_backend_name()}")
        opened: Connection = module.connect(self._url)
        return opened

    def close(self) -> None:
        """Close this thread's connection."""
        connection: Connection | None = self._of.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()
