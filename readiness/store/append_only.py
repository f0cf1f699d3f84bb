"""Triggers by which the database itself refuses to overwrite what must only ever grow."""

from __future__ import annotations

from sqlalchemy import Connection, text

TABLES = (
    "absences",
    "action_item_moves",
    "action_items",
    "answer_revisions",
    "applications",
    "approvals",
    "asked_changes",
    "assignments",
    "carried_answers",
    "checklist_versions",
    "comments",
    "consultants",
    "deployments",
    "fact_changes",
    "handovers",
    "ledger_entries",
    "reports",
    "review_moves",
    "rounds",
    "seen_contents",
    "sendings",
    "stage_moves",
    "unmet_when_sent",
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


def _install_on_sqlite(connection: Connection) -> None:
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {table}_refuses_{verb.lower()} "
                f"BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only ever grows'); END"
            )


def _install_on_postgresql(connection: Connection) -> None:
    for table in TABLES:
        for name, event in (("rows", "UPDATE OR DELETE"), ("all", "TRUNCATE")):
            scope = "STATEMENT" if event == "TRUNCATE" else "ROW"
            trigger = f"{table}_refuses_{name}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} "
                f"FOR EACH {scope} EXECUTE FUNCTION refuse_overwriting()"
            )
