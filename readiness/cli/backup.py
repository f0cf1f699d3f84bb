"""Makes one file of the whole installation, while it runs."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from readiness.adapters.blobs import BlobFault
from readiness.adapters.postgresql_programs import ProgramFault
from readiness.cli.databases import opened
from readiness.settings import load
from readiness.store.copies import BrokenCopy
from readiness.usecases import backups
from readiness.usecases.backups import Made


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Write database, evidence files and key to FILE. Keep it as secret as the instance folder."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name a file that is not.")
    settings = load()
    database = opened(settings)
    try:
        made = backups.make(database, settings, file.absolute(), now=datetime.now(UTC))
    except (BrokenCopy, ProgramFault, BlobFault, OSError) as fault:
        raise click.ClickException(f"No backup was made. {fault}") from fault
    finally:
        database.close()
    for sentence in told(made, file):
        print(sentence)
    for sha256 in made.lost:
        print(f"not in it, as it is damaged or missing: the file {sha256}", file=sys.stderr)


def told(made: Made, file: Path) -> list[str]:
    """Return what was made, and what belongs beside it."""
    head, count = made.snapshot.head, len(made.snapshot.files) - len(made.lost)
    said = [
        f"{file}: schema {made.snapshot.schema}, {head.size} entries of the ledger, {count} files.",
        f"Note this at another place, and give it to restore as --known-head: {head}",
    ]
    if not made.has_key:
        said.append("The secret key is a setting, so it is not in the file: keep it as well.")
    return said
