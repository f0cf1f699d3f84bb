"""Brings a database to the schema of this release."""

from __future__ import annotations

from importlib import resources

from alembic import command
from alembic.config import Config

from readiness.store import schema
from readiness.store.engine import Database


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(resources.files("readiness.store") / "migrations"))
    return made


def upgrade(database: Database, revision: str = "head") -> None:
    """Run what is missing, in one transaction. Two starting at once: the second finds it done."""
    schema.refuse_newer(database)
    made = config()
    made.attributes["engine"] = database.writer
    command.upgrade(made, revision)


def downgrade(database: Database, revision: str) -> None:
    made = config()
    made.attributes["engine"] = database.writer
    command.downgrade(made, revision)
