"""Writes out a stored checklist: as YAML to edit, as Markdown to read, or as CSV."""

from __future__ import annotations

import click

from readiness.adapters.checklist_exports import FORMS
from readiness.cli.databases import opened
from readiness.settings import load
from readiness.store.base import Plain
from readiness.store.checklists import newest_of, version_of
from readiness.store.engine import Database


@click.command()
@click.argument("checklist")
@click.argument("version", type=int, required=False)
@click.option(
    "--as", "form", type=click.Choice([*FORMS]), default="yaml", help="The form; YAML if left out."
)
def export(checklist: str, version: int | None, form: str) -> None:
    """Print a version of a checklist, the newest if none is named.

    The YAML stands alone, with the questions of its modules, and loads as the same content.
    """
    database = opened(load())
    document = _stored(database, checklist, version)
    database.close()
    if document is None:
        wanted = f"version {version} of a checklist" if version is not None else "checklist"
        raise click.ClickException(f"There is no {wanted} {checklist}.")
    click.echo(FORMS[form].write(document), nl=False)


def _stored(database: Database, checklist: str, version: int | None) -> Plain | None:
    with database.reading() as session:
        found = (
            newest_of(session, checklist)
            if version is None
            else version_of(session, checklist, version)
        )
        return None if found is None else found.document
