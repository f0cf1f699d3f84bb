"""Takes checklist files into the database, or only says what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import click

from readiness.adapters.checklist_files import load
from readiness.cli.checklist_lint import lint
from readiness.cli.checklist_schema import schema
from readiness.cli.databases import opened
from readiness.settings import load as load_settings
from readiness.store.engine import Database
from readiness.usecases import checklists, transaction

FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def command() -> None:
    """Take in checklist files, or look for faults in them."""


command.add_command(lint)
command.add_command(schema)


@command.command()
@FILES
def sync(files: tuple[Path, ...]) -> None:
    """Store what is new in the files (default: the shipped ones). What is refused is printed."""
    database = opened(load_settings())
    refused = take_in(database, files or shipped())
    database.close()
    report(refused)
    sys.exit(1 if refused else 0)


def shipped() -> tuple[Path, ...]:
    folder = Path(str(resources.files("readiness.checklists")))
    return tuple(sorted(folder.glob("*.yaml")))


def loaded(files: Iterable[Path]) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    """Return the documents of the good files, and a line for each fault of the others."""
    found = [load(file) for file in files]
    documents = [each.document for each in found if each.document is not None]
    return documents, tuple(str(fault) for each in found for fault in each.faults)


def take_in(database: Database, files: Iterable[Path]) -> tuple[str, ...]:
    """Store what is new, and return a sentence for each fault. What was stored before stays."""
    documents, faults = loaded(files)
    now = datetime.now(UTC)
    with database.writing() as session:
        refused = checklists.sync(session, documents, now=now)
        transaction.commit(session, now=now)
    return (*faults, *refused)


def report(refused: Iterable[str]) -> None:
    for sentence in refused:
        print(sentence, file=sys.stderr)
