"""Takes checklist files into the database, or only says what is wrong with them."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from readiness.adapters import refusals
from readiness.adapters.checklist_files import load
from readiness.adapters.checklist_folders import SHIPPED, files_of
from readiness.cli.checklist_differences import diff
from readiness.cli.checklist_exports import export
from readiness.cli.checklist_imports import import_
from readiness.cli.checklist_lint import lint
from readiness.cli.checklist_schema import schema
from readiness.cli.databases import opened
from readiness.settings import Settings
from readiness.settings import load as load_settings
from readiness.store.engine import Database
from readiness.usecases import checklists, transaction

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def command() -> None:
    """Take in checklist files, or look for faults in them."""


command.add_command(diff)
command.add_command(export)
command.add_command(import_)
command.add_command(lint)
command.add_command(schema)


@command.command()
@PATHS
def sync(paths: tuple[Path, ...]) -> None:
    """Store what is new in the files and folders, and print what is new and what is refused.

    Without a path it is the folder of READINESS_CHECKLISTS, or else what is shipped.
    """
    settings = load_settings()
    database = opened(settings)
    found = tuple(files_of(paths)) or usual(settings)
    said = take_in(database, found, synced_by=f"command line ({user()})")
    database.close()
    for sentence in said.new or ([] if said.refused else ["Nothing is new."]):
        print(sentence)
    report(said.refused)
    if not paths:
        refusals.remember(settings.instance, said.refused)
    sys.exit(1 if said.refused else 0)


def user() -> str:
    """Return the name of the operating system's user, or its number where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def usual(settings: Settings) -> tuple[Path, ...]:
    """Return the files that are taken in at every start."""
    return shipped() if settings.checklists is None else tuple(files_of([settings.checklists]))


def shipped() -> tuple[Path, ...]:
    return tuple(sorted(SHIPPED.glob("*.yaml")))


def loaded(files: Iterable[Path]) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    """Return the documents of the good files, and a line for each fault of the others.

    A mark that an import left is a fault here: a guess that nobody looked at would count for ever.
    """
    found = [load(file, warn=False) for file in files]
    documents = [each.document for each in found if each.document and not each.leftovers]
    faults = (fault for each in found for fault in (*each.faults, *each.leftovers))
    # A module's fault is found again in each checklist that uses it.
    return documents, tuple(dict.fromkeys(map(str, faults)))


def take_in(database: Database, files: Iterable[Path], *, synced_by: str) -> checklists.Synced:
    """Store what is new, and return what is told of it and of each fault. What was there stays."""
    documents, faults = loaded(files)
    now = datetime.now(UTC)
    with database.writing() as session:
        said = checklists.take_in(session, documents, now=now, synced_by=synced_by)
        transaction.commit(session, now=now)
    return replace(said, refused=[*faults, *said.refused])


def report(refused: Iterable[str]) -> None:
    for sentence in refused:
        print(sentence, file=sys.stderr)
