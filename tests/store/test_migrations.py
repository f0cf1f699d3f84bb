"""Migrations and tables agree, can be undone, and leave the database guarding its own past."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, UniqueConstraint, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from readiness.store import append_only, migrate, schema, search_index
from readiness.store.engine import Database
from readiness.store.every_table import metadata


def test_migrations_make_the_tables_that_the_code_knows(database: Database) -> None:
    with database.reader.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_known}
        )
        assert compare_metadata(context, metadata) == []


def is_known(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether the ORM knows the table. Those of the full text index it does not."""
    return not (kind == "table" and name in search_index.TABLES)


def test_what_the_search_creates_anew_is_what_the_migration_made(database: Database) -> None:
    queries = {
        "sqlite": "SELECT sql FROM sqlite_schema WHERE name LIKE 'search_words%' ORDER BY name",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE tablename = 'search_words'",
    }
    with database.writing() as session:
        dialect = session.connection().dialect.name
        before = session.scalars(text(queries[dialect])).all()
        session.execute(text("DROP TABLE search_words"))
        for statement in search_index.CREATE[dialect]:
            session.execute(text(statement))
        assert session.scalars(text(queries[dialect])).all() == before


def test_migrating_again_changes_nothing(database: Database) -> None:
    before = names(database)
    migrate.upgrade(database)
    schema.require_current(database)
    assert names(database) == before


def test_every_step_can_be_taken_back(database: Database) -> None:
    before = names(database)
    migrate.downgrade(database, "base")
    with database.reader.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    with pytest.raises(schema.WrongSchema, match="readiness migrate"):
        schema.require_current(database)
    migrate.upgrade(database)
    assert names(database) == before


def test_a_file_s_number_is_its_revision() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_heads() == [schema.newest()]


def test_a_newer_release_s_database_is_left_alone(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.commit()
    for refuse in (migrate.upgrade, schema.require_current):
        with pytest.raises(schema.WrongSchema, match="9999"):
            refuse(database)


def names(database: Database) -> set[str]:
    """Return the names of all tables and triggers."""
    with database.reader.connect() as connection:
        tables = inspect(connection).get_table_names()
        return {*tables, *triggers(connection)}


def triggers(connection: Connection) -> set[str]:
    queries = {
        "sqlite": "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    return set(connection.scalars(text(queries[connection.dialect.name])))


def test_every_table_that_only_grows_has_its_guards(database: Database) -> None:
    with database.reader.connect() as connection:
        found = triggers(connection)
    for table in append_only.TABLES:
        assert any(name.startswith(f"{table}_refuses_") for name in found), table


@pytest.mark.parametrize("table", append_only.TABLES)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_the_database_itself_refuses_to_overwrite(
    database: Database, table: str, verb: str
) -> None:
    found = metadata.tables[table]
    column = next(iter(found.columns)).name
    statements = {
        "UPDATE": f"UPDATE {table} SET {column} = {column}",
        "DELETE": f"DELETE FROM {table}",
    }
    with database.writing() as session:
        without_references(session.connection())
        insert_anything(session.connection(), found)
        with pytest.raises(DBAPIError, match="only ever grows"):
            session.execute(text(statements[verb]))


@pytest.mark.sqlite
@pytest.mark.parametrize("table", append_only.TABLES)
def test_anybody_else_s_connection_is_refused_to_replace_a_row_by_any_of_its_keys(
    database: Database, table: str
) -> None:
    found = metadata.tables[table]
    stored = ", ".join(f'"{column.name}"' for column in found.columns)
    with closing(sqlite3.connect(str(make_url(database.url).database))) as connection:
        connection.execute(insert(table, examples(found)))
        before = connection.execute(f"SELECT {stored} FROM {table}").fetchall()
        for key in keys(found):
            replacing = insert(table, another(found, key), verb="INSERT OR REPLACE")
            with pytest.raises(sqlite3.IntegrityError, match=f"{table} only ever grows"):
                connection.execute(replacing)
        assert connection.execute(f"SELECT {stored} FROM {table}").fetchall() == before


def keys(table: Table) -> list[set[str]]:
    """Return the columns of each key of which no two rows may have the same, SQLite's own too."""
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    found = [each.columns for each in (table.primary_key, *unique)]
    found += [each.columns for each in table.indexes if each.unique]
    own = [] if has_number(table) else [{"rowid"}]
    return [*({column.name for column in each} for each in found), *own]


def has_number(table: Table) -> bool:
    """Return whether the primary key is SQLite's own number of the row."""
    return [str(column.type) for column in table.primary_key.columns] == ["INTEGER"]


def another(table: Table, key: set[str]) -> dict[str, str]:
    """Return a row that has nothing of the first but the key."""
    same = examples(table) | ({} if has_number(table) else {"rowid": "1"})
    other = {"1": "2", "'x'": "'y'", "'2026-11-23'": "'2026-11-24'"}
    return {name: value if name in key else other.get(value, value) for name, value in same.items()}


@pytest.mark.postgresql
@pytest.mark.parametrize("table", append_only.TABLES)
def test_the_database_itself_refuses_to_empty_a_table(database: Database, table: str) -> None:
    with database.writing() as session, pytest.raises(DBAPIError, match="only ever grows"):
        session.execute(text(f"TRUNCATE {table} CASCADE"))


def without_references(connection: Connection) -> None:
    """Let a row stand alone; nothing of it is kept."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")


def insert_anything(connection: Connection, table: Table) -> None:
    """Insert one row; the guards count, its references do not."""
    connection.exec_driver_sql(insert(table.name, examples(table)))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")


def insert(table: str, values: Mapping[str, str], verb: str = "INSERT") -> str:
    columns, marks = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
    return f"{verb} INTO {table} ({columns}) VALUES ({marks})"


def examples(table: Table) -> dict[str, str]:
    return {column.name: example(column.name, str(column.type)) for column in table.columns}


#: What the checks of single columns demand.
DEMANDED = {
    "became": "'resolved'",
    "choice": "'deny'",
    "covers": "'launches'",
    "decision": "'granted'",
    "how": "'by_hand'",
    "move": "'done'",
    "origin": "'waiver'",
    "scope": "'tier'",
    "stage": "'launched'",
    "step": "'accepted'",
}


def example(name: str, kind: str) -> str:
    kinds = {"INTEGER": "1", "BOOLEAN": "true", "DATETIME": "'2026-11-23 09:30:00'"}
    kinds |= {"DATE": "'2026-11-23'", "JSON": "'[]'"}
    return DEMANDED.get(name) or next(
        (kinds[each] for each in kinds if kind.startswith(each)), "'x'"
    )
