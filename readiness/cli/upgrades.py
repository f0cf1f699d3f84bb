"""Brings the database to this release's schema for a command, or says in one sentence why not."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from readiness.settings import Settings
from readiness.store import migrate
from readiness.store.engine import Database, open_database
from readiness.store.schema import WrongSchema, require_current
from readiness.usecases import signing_keys, sites, transaction


def brought_up(settings: Settings) -> Database:
    """Return the database, made if there was none, at this release's schema."""
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(settings.database_url, sites.site(settings))
    try:
        migrate.upgrade(database)
        require_current(database)
        _make_first_key(database)
    except WrongSchema as error:
        raise click.ClickException(str(error)) from error
    return database


def _make_first_key(database: Database) -> None:
    now = datetime.now(UTC)
    with database.writing() as session:
        if signing_keys.make_first(session, now=now):
            transaction.commit(session, now=now)
