"""Runs the migrations in one transaction, with foreign keys checked and triggers put back."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, Engine, text

from readiness.store import append_only
from readiness.store.every_table import metadata

#: Any number that nothing else on the server uses as an advisory lock.
LOCK = 4_817_310_221


def run() -> None:
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A batch rebuild of a table would trip over references to it. This is only
            # possible outside a transaction.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _migrate(connection)
        finally:
            connection.invalidate()


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    context.run_migrations()
    if context.get_context().get_current_revision() is not None:
        append_only.install(connection)
    _check_references(connection)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"The migration would leave broken references: {broken[:5]}")


run()
