"""Asks PostgreSQL for the gate through libpq itself, so that a server that hangs is left in time."""

from __future__ import annotations

import select
import weakref

import psycopg
from psycopg import pq
from sqlalchemy import URL

from readiness.store.gate_query import FOUND, LACKING, MILLISECONDS, Asked, Lost, Row, is_lacking

FOUND_BY = {"key": "$1", "address": "$2", "now": "$3::timestamptz"}
LACKING_BY = {"key": "$1", "service": "$2", "environment": "$3"}
NAME, STATEMENT = b"found", FOUND.format(**FOUND_BY).encode()
OTHERWISE_NAME, OTHERWISE = b"lacking", LACKING.format(**LACKING_BY).encode()
OPTIONS = (
    f"-c statement_timeout={MILLISECONDS} -c default_transaction_read_only=on"
    " -c timezone=UTC -c datestyle=ISO"
    # One plan is right for every service, and planning takes longer than reading.
    " -c plan_cache_mode=force_generic_plan -c jit=off"
    # Before the first statistics it would expect many rows of one address.
    " -c enable_bitmapscan=off"
)
#: The server gives up by itself before this. Only one that is stopped does not.
PATIENCE = MILLISECONDS * 1.5
CANCELLED = b"57014"
GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)


class PostgresqlConnection:
    """Psycopg opens and closes; one prepared statement goes by hand, at a third of the cost."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(
            address, autocommit=True, options=OPTIONS, connect_timeout=2
        )
        # A thread that ends takes its connection along without a word.
        weakref.finalize(self, self._connection.close)
        self._server = self._connection.pgconn
        self._poll = select.poll()
        self._poll.register(self._server.socket, select.POLLIN)
        for name, statement in ((NAME, STATEMENT), (OTHERWISE_NAME, OTHERWISE)):
            self._server.send_prepare(name, statement)
            self._answer()

    def rows(self, asked: Asked) -> list[Row]:
        rows = self._run(NAME, asked.key, asked.address, asked.moment)
        if not is_lacking(rows):
            return rows
        return self._run(OTHERWISE_NAME, asked.key, asked.service, asked.environment)

    def _run(self, name: bytes, *parameters: str) -> list[Row]:
        try:
            self._server.send_query_prepared(name, [each.encode() for each in parameters])
            result = self._answer()
        except psycopg.OperationalError as error:
            raise Lost(str(error)) from error
        return [_row(result, row) for row in range(result.ntuples)]

    def _answer(self) -> pq.abc.PGresult:
        # It was only just asked, so first there is nothing to read yet.
        while True:
            if not self._poll.poll(PATIENCE):
                raise TimeoutError("The database did not answer in time.")
            self._server.consume_input()
            if not self._server.is_busy():
                break
        # Libpq has at least one for whatever it sent, if only the fault of a lost connection.
        # The next question can only be asked when all of them were taken.
        first, *_ = iter(self._server.get_result, None)
        return _good(first)

    def close(self) -> None:
        self._connection.close()


def _good(result: pq.abc.PGresult) -> pq.abc.PGresult:
    if result.status in GOOD:
        return result
    if result.error_field(pq.DiagnosticField.SQLSTATE) == CANCELLED:
        raise TimeoutError("The database was too slow.")
    raise Lost(result.get_error_message())


def _row(result: pq.abc.PGresult, row: int) -> Row:
    values = [result.get_value(row, column) for column in range(result.nfields)]
    return tuple([None if value is None else value.decode() for value in values])


def connect(url: URL) -> PostgresqlConnection:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresqlConnection(address)
