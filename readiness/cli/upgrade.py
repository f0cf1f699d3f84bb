"""Brings an installation to this release: first a backup, then the migrations, then a look at all of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from readiness.adapters.blobs import BlobFault
from readiness.adapters.postgresql_programs import ProgramFault
from readiness.settings import Settings, load
from readiness.store import copies, migrate, schema
from readiness.store.engine import Database, backend_of, open_database, place_of
from readiness.usecases import backups, restores, sites


@click.command()
@click.option(
    "--backup",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the backup goes; backups/ in the instance folder by default.",
)
def command(file: Path | None) -> None:
    """Back up, migrate, check. If a migration fails, everything is as it was before."""
    settings = load()
    if backend_of(settings.database_url) == "sqlite":
        _require_file(place_of(settings.database_url))
    database = open_database(settings.database_url, sites.site(settings))
    try:
        for sentence in upgraded(database, settings, file, datetime.now(UTC)):
            print(sentence, flush=True)
    finally:
        database.close()


def _require_file(place: str) -> None:
    if not Path(place).is_file():
        raise click.ClickException(f"There is no database {place}. Make one: readiness start")


def upgraded(database: Database, settings: Settings, file: Path | None, now: datetime) -> list[str]:
    """Return what was done, or raise what the person reads."""
    before, wanted = schema.current(database), schema.newest()
    if before is None or before > wanted:
        found = "no schema of ours" if before is None else f"schema {before} of a newer release"
        raise click.ClickException(f"The database has {found}. Nothing was changed.")
    if before == wanted:
        return [f"The database is at schema {wanted} already.", *_checked(database)]
    place = (file or _usual(settings, wanted, now)).absolute()
    _back_up(database, settings, place, now)
    try:
        migrate.upgrade(database)
    except Exception as fault:
        raise click.ClickException(
            f"A migration failed and was undone: {fault}\nThe database is at schema"
            f" {schema.current(database)}, as before. The backup is {place}."
        ) from fault
    return [
        f"Backed up to {place}.",
        f"Migrated from schema {before} to {wanted}.",
        *_checked(database),
        "Now restart servers and workers.",
    ]


def _usual(settings: Settings, wanted: str, now: datetime) -> Path:
    folder = settings.instance / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"before-{wanted}-{now:%Y%m%dT%H%M%SZ}.tar"


def _back_up(database: Database, settings: Settings, place: Path, now: datetime) -> None:
    try:
        backups.make(database, settings, place, now=now)
    except (copies.BrokenCopy, ProgramFault, BlobFault, OSError) as fault:
        raise click.ClickException(
            f"No backup could be made: {fault} Nothing was changed."
        ) from fault


def _checked(database: Database) -> list[str]:
    """Return what was looked at. Raises with the way back when something is wrong."""
    schema.require_current(database)
    proof = restores.proven(database)
    if proof.broken is not None:
        raise click.ClickException(f"Entry {proof.broken} of the ledger is broken: {proof.fault}")
    return [
        f"Checked: {proof.size} entries of the ledger, nothing changed; its head is {proof.head}."
    ]
