"""Opens the database for a command, or says in one sentence why not."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.settings import Settings
from readiness.store.engine import Database, backend_of, open_database, place_of
from readiness.store.schema import WrongSchema, require_current
from readiness.usecases import sites

WHERE = (
    "Start Readiness first, or say where its database is: READINESS_INSTANCE and DATABASE_URL have"
    " to be as they are for the server."
)


def opened(settings: Settings) -> Database:
    """Return the database at this release's schema; otherwise the command ends here.

    Where there is no file yet, none is made: it would be the wrong one, and empty.
    """
    place = place_of(settings.database_url)
    if backend_of(settings.database_url) == "sqlite" and not Path(place).is_file():
        raise click.ClickException(f"There is no database {place}. {WHERE}")
    database = open_database(settings.database_url, sites.site(settings))
    try:
        require_current(database)
    except WrongSchema as error:
        raise click.ClickException(str(error)) from error
    return database
