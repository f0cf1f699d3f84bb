"""All rows of a PostgreSQL database, taken out and put back while everybody stays connected.

A database that is copied anew costs each connection to it, and what each had learned of its tables.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql

LOOK = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
#: What a test may have done to the tables themselves: then their rows alone put nothing right.
SHAPE = """
SELECT md5(string_agg(said, ',' ORDER BY said)) FROM (
    SELECT concat_ws(' ', 'column', attrelid::regclass, attname, atttypid, attnotnull) AS said
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled, tgfoid)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', 'rule', conrelid::regclass, conname, convalidated)
    FROM pg_constraint
    UNION ALL SELECT concat_ws(' ', 'function', proname, md5(prosrc))
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS shape
"""
# Neither triggers nor foreign keys stand in the way of putting back what was there.
BEGIN = "SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '1s'"
TAKE, PUT = (
    sql.SQL("COPY {} TO STDOUT (FORMAT binary)"),
    sql.SQL("COPY {} FROM STDIN (FORMAT binary)"),
)
EMPTY = 21  # the bytes of a binary copy without rows


class OtherShape(Exception):
    """The tables are not those that the rows were taken from."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of each table that has some, and where each counter stands."""

    shape: str
    tables: tuple[str, ...]
    data: dict[str, bytes]
    counters: dict[str, int | None]


def take(connection: psycopg.Connection) -> Rows:
    tables = tuple(name for (name,) in connection.execute(LOOK))
    data = {name: _copied(connection, name) for name in tables}
    return Rows(
        _shape(connection),
        tables,
        {name: found for name, found in data.items() if len(found) > EMPTY},
        dict(iter(connection.execute(COUNTERS).fetchall())),
    )


def put(connection: psycopg.Connection, rows: Rows) -> None:
    """Let the database hold these rows and no others, in a transaction of the caller."""
    if _shape(connection) != rows.shape:
        raise OtherShape
    connection.execute(BEGIN)
    wipe = sql.SQL("; ").join(
        sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in rows.tables
    )
    connection.execute(wipe)
    for name, data in rows.data.items():
        with connection.cursor().copy(PUT.format(sql.Identifier(name))) as copy:
            copy.write(data)
    _count_from(connection, rows.counters)


def _copied(connection: psycopg.Connection, name: str) -> bytes:
    with connection.cursor().copy(TAKE.format(sql.Identifier(name))) as copy:
        return b"".join(bytes(part) for part in copy)


def _shape(connection: psycopg.Connection) -> str:
    found = connection.execute(SHAPE).fetchone()
    assert found is not None
    return str(found[0])


def _count_from(connection: psycopg.Connection, counters: dict[str, int | None]) -> None:
    moved = [
        sql.SQL("setval({}, {}, {})").format(
            sql.Literal(name), sql.Literal(last or 1), sql.Literal(last is not None)
        )
        for name, last in counters.items()
    ]
    if moved:
        connection.execute(sql.SQL("SELECT {}").format(sql.SQL(", ").join(moved)))
