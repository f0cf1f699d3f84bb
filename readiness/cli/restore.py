"""Puts a backup into an empty installation."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from readiness.adapters.archives import DamagedArchive
from readiness.adapters.blobs import BlobFault
from readiness.adapters.postgresql_programs import ProgramFault
from readiness.core import known_heads
from readiness.core.known_heads import Head
from readiness.settings import load
from readiness.store import schema
from readiness.store.copies import BrokenCopy
from readiness.store.engine import open_database
from readiness.usecases import restores
from readiness.usecases.restores import NotRestored, Older, Restored

FAULTS = (NotRestored, DamagedArchive, BrokenCopy, ProgramFault, BlobFault, OSError)


class HeadType(click.ParamType[Head]):
    name = "N:HASH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Head:
        try:
            return known_heads.read(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("known", "--known-head", type=HeadType(), multiple=True, help="A head that was seen.")
@click.option("--accept-loss", is_flag=True, help="Restore it although it is older than was seen.")
def command(file: Path, known: tuple[Head, ...], accept_loss: bool) -> None:
    """Put FILE into an installation without a database. A damaged or too old one is refused."""
    settings = load()
    database = open_database(settings.database_url)
    try:
        found = restores.restore(database, settings, file, known=known, accepts_loss=accept_loss)
        proof = restores.proven(database)
    except Older as fault:
        for sentence in fault.losses:
            print(sentence, file=sys.stderr)
        raise click.ClickException(f"{fault} To restore it all the same: --accept-loss") from fault
    except FAULTS as fault:
        raise click.ClickException(str(fault)) from fault
    finally:
        database.close()
    for sentence in told(found, file):
        print(sentence)
    if proof.broken is not None:
        print(f"entry {proof.broken} is broken: {proof.fault}", file=sys.stderr)
        sys.exit(1)


def told(found: Restored, file: Path) -> list[str]:
    said = [
        f"{file} of {found.about['made_at']} is restored: schema {found.schema},"
        f" {found.head.size} entries of the ledger, {found.files} files.",
        *(f"Accepted: {sentence}" for sentence in found.losses),
    ]
    said += [f"It lacked the file {each} already." for each in _lost(found)]
    if not found.has_key:
        said.append("The secret key was a setting: set READINESS_SECRET_KEY as it was.")
    if found.schema != schema.newest():
        said.append("It is of an older release. Run: readiness upgrade")
    return [*said, "Now start the servers: readiness start"]


def _lost(found: Restored) -> list[str]:
    listed = found.about.get("lost_files", [])
    return [str(each) for each in listed] if isinstance(listed, list) else []
