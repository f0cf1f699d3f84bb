"""Opens the database for a command, or says in one sentence why not."""

from __future__ import annotations

import click

from readiness.settings import Settings
from readiness.store.engine import Database, open_database
from readiness.store.schema import WrongSchema, require_current


def opened(settings: Settings) -> Database:
    """Return the database at this release's schema; otherwise the command ends here."""
    database = open_database(settings.database_url)
    try:
        require_current(database)
    except WrongSchema as error:
        raise click.ClickException(str(error)) from error
    return database
