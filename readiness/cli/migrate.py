"""Brings the database to the schema of this release."""

from __future__ import annotations

import click

from readiness.settings import load
from readiness.store import migrate
from readiness.store.engine import open_database


@click.command()
def command() -> None:
    """Run the migrations that are missing. Safe to run again, and beside the running release."""
    settings = load()
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(settings.database_url)
    migrate.upgrade(database)
    migrate.require_current(database)
    database.close()
    print("The database is at this release's schema.")
