"""Which schema a database is at, and which one this release needs; quick, as every start asks."""

from __future__ import annotations

from functools import cache
from importlib import resources

from sqlalchemy import inspect, text

from readiness.store.engine import Database, place_of


class WrongSchema(Exception):
    """The database is not at the schema that this release works with."""


def require_current(database: Database) -> None:
    """Raise WrongSchema unless the database is exactly at this release's schema."""
    found, wanted = current(database), newest()
    if found != wanted:
        raise WrongSchema(
            f"The database {place_of(database.url)} is at schema {found or 'none'},"
            f" this release needs {wanted}. Run: readiness migrate"
        )


def refuse_newer(database: Database) -> None:
    """Raise WrongSchema if a newer release has been at work: this one does not know its tables."""
    found = current(database) or ""
    if found > newest():
        raise WrongSchema(
            f"The database is at schema {found}, made by a newer release; this one knows {newest()}."
        )


@cache
def newest() -> str:
    """Return the number of the last migration, which its file's name starts with."""
    folder = resources.files("readiness.store") / "migrations" / "versions"
    return max(file.name.partition("_")[0] for file in folder.iterdir() if file.name[0].isdigit())


def current(database: Database) -> str | None:
    with database.reader.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
