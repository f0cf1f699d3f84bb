"""Says what differs between two versions of a checklist: two that are stored, or two files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from readiness.adapters.checklist_files import load
from readiness.cli.databases import opened
from readiness.core.checklist_differences import differences
from readiness.core.difference_words import as_plain, as_text
from readiness.core.errors import NotFound
from readiness.core.plain import Plain
from readiness.settings import load as load_settings
from readiness.usecases import checklist_differences


@click.command()
@click.argument("what", nargs=-1, metavar="CHECKLIST OLD NEW | OLD.yaml NEW.yaml")
@click.option("--json", "is_json", is_flag=True, help="Print it as JSON.")
def diff(what: tuple[str, ...], is_json: bool) -> None:
    """Print what changed from the old to the new version, what got weaker first."""
    old, new = _of_files(what) if len(what) == 2 else _of_versions(what)
    changes = differences(old, new)
    if is_json:
        click.echo(json.dumps(as_plain(old, new, changes), indent=2, ensure_ascii=False))
        return
    click.echo(as_text(changes))


def _of_files(paths: tuple[str, ...]) -> tuple[Plain, Plain]:
    old, new = (_document(Path(path)) for path in paths)
    return old, new


def _document(path: Path) -> Plain:
    found = load(path, warn=False)
    if found.document is None:
        faults = [str(fault) for fault in found.faults] or [f"{path}: This is a module."]
        raise click.ClickException("\n".join(faults))
    return found.document


def _of_versions(what: tuple[str, ...]) -> tuple[Plain, Plain]:
    if len(what) != 3 or not all(each.isascii() and each.isdigit() for each in what[1:]):
        raise click.UsageError("Name a checklist and two of its versions, or two files.")
    name, old, new = what[0], int(what[1]), int(what[2])
    database = opened(load_settings())
    try:
        with database.reading() as session:
            found = checklist_differences.compare(session, name, old, new, by=None)
            return found.old.document, found.new.document
    except NotFound as error:
        raise click.ClickException(error.sentence) from error
    finally:
        database.close()
