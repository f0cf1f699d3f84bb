"""Triggers by which the database itself refuses to overwrite what must only ever grow."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, inspect, text

TABLES = (
    "absences",
    "action_item_moves",
    "action_items",
    "advisory_ends",
    "advisory_rules",
    "answer_revisions",
    "applications",
    "approvals",
    "asked_changes",
    "assignments",
    "broken_glasses",
    "carried_answers",
    "checklist_versions",
    "comment_edits",
    "comments",
    "consultants",
    "delegations",
    "deployments",
    "fact_changes",
    "freeze_exceptions",
    "freeze_moves",
    "freezes",
    "handovers",
    "hold_ends",
    "holds",
    "launch_cards",
    "ledger_entries",
    "mentions",
    "reports",
    "review_moves",
    "rounds",
    "seen_contents",
    "sendings",
    "stage_moves",
    "thread_moves",
    "stored_files",
    "unmet_when_sent",
    "uploads",
    "votes",
    "waiver_decisions",
    "waivers",
    "withdrawals",
)

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_overwriting() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% only ever grows', TG_TABLE_NAME USING ERRCODE = '23514'; END
$$ LANGUAGE plpgsql
"""


def install(connection: Connection) -> None:
    """Put every trigger back as it should be. Safe to call again."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(FUNCTION))
        _install_on_postgresql(connection)
    else:
        _install_on_sqlite(connection)


def _there(connection: Connection) -> list[str]:
    """Return those that exist: an earlier release, which somebody may go back to, had fewer."""
    names = set(inspect(connection).get_table_names())
    return [table for table in TABLES if table in names]


def _install_on_sqlite(connection: Connection) -> None:
    for table in _there(connection):
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {table}_refuses_{verb.lower()} "
                f"BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only ever grows'); END"
            )
        _refuse_replacing(connection, table)


def _refuse_replacing(connection: Connection, table: str) -> None:
    """Refuse a row whose key is taken: "or replace" would delete the other, and fire no trigger.

    Our own connections fire it then (recursive_triggers), anybody else's need not.
    """
    trigger = f"{table}_refuses_replace"
    taken = " OR ".join(
        # The names of our own tables and columns, nothing that anybody typed.
        f"EXISTS (SELECT 1 FROM {table} WHERE {_matches(key)})"  # nosec B608
        for key in (("rowid",), *_keys(connection, table))
    )
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {trigger} BEFORE INSERT ON {table} WHEN {taken} "
        f"BEGIN SELECT RAISE(ABORT, '{table} only ever grows'); END"
    )


def _matches(key: Iterable[str]) -> str:
    return " AND ".join(f'"{column}" = NEW."{column}"' for column in key)


def _keys(connection: Connection, table: str) -> list[list[str]]:
    """Return the columns of each unique key of the table, but for a whole number as its only one."""
    indexes = connection.exec_driver_sql(f"PRAGMA index_list({table})").mappings().all()
    names = [index["name"] for index in indexes if index["unique"]]
    return [_columns(connection, name) for name in names]


def _columns(connection: Connection, index: str) -> list[str]:
    rows = connection.exec_driver_sql(f"PRAGMA index_info({index})").mappings()
    return [row["name"] for row in rows]


def _install_on_postgresql(connection: Connection) -> None:
    for table in _there(connection):
        for name, event in (("rows", "UPDATE OR DELETE"), ("all", "TRUNCATE")):
            scope = "STATEMENT" if event == "TRUNCATE" else "ROW"
            trigger = f"{table}_refuses_{name}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} "
                f"FOR EACH {scope} EXECUTE FUNCTION refuse_overwriting()"
            )
