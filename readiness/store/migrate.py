"""Brings a database to the schema of this release."""

from __future__ import annotations

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from readiness.store.engine import Database


class WrongSchema(Exception):
    """The database is not at the schema that this release works with."""


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(resources.files("readiness.store") / "migrations"))
    return made


def upgrade(database: Database, revision: str = "head") -> None:
    """Run what is missing, in one transaction. Two starting at once: the second finds it done."""
    made = config()
    made.attributes["engine"] = database.writer
    command.upgrade(made, revision)


def downgrade(database: Database, revision: str) -> None:
    made = config()
    made.attributes["engine"] = database.writer
    command.downgrade(made, revision)


def require_current(database: Database) -> None:
    """Raise WrongSchema unless the database is exactly at this release's schema."""
    wanted = ScriptDirectory.from_config(config()).get_current_head()
    with database.reader.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != wanted:
        raise WrongSchema(
            f"The database is at schema {found or 'none'}, this release needs {wanted}."
            " Run: readiness migrate"
        )
