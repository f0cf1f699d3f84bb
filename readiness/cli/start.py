"""The one command: brings the database up to date, then runs server and worker side by side."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

import click

from readiness.adapters import refusals
from readiness.cli import check, checklists, children, demo
from readiness.cli.upgrades import brought_up
from readiness.settings import Settings, known, load
from readiness.store.engine import Database
from readiness.usecases import invitations, transaction
from readiness.usecases.checklists import AT_START


@click.command()
@click.option("--demo", "is_demo", is_flag=True, help="Show an example in a database of its own.")
@click.option("--check", "is_check", is_flag=True, help="Start, look whether all is well, stop.")
def command(is_demo: bool, is_check: bool) -> None:
    """Bring the database up to date, then run server and worker until stopped."""
    if is_check:
        sys.exit(check.run())
    environment = example(os.environ) if is_demo else dict(os.environ)
    settings = load(environment)
    address = settings.host, settings.port
    if children.answers(address):
        raise click.ClickException(
            f"Something answers at {settings.host}, port {settings.port}, already. Stop it, or set "
            "READINESS_PORT to another port."
        )
    prepare(settings, is_demo=is_demo)
    told = f"Readiness is at {settings.public_url} (Ctrl-C stops it)."
    sys.exit(children.run(environment, address, partial(print, told, flush=True)))


def example(given: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which the example touches nothing that is anybody's."""
    instance = load(given).instance / "demo"
    return {**without_own(given), "READINESS_INSTANCE": str(instance)}


def without_own(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without its database, and without its checklists."""
    names = (known()["database_url"].name, known()["checklists"].name)
    return {key: value for key, value in given.items() if key.removesuffix("_FILE") not in names}


def prepare(settings: Settings, *, is_demo: bool) -> None:
    """Make what is missing. A checklist file with faults is reported, and stops nothing."""
    database = brought_up(settings)
    files = checklists.usual(settings)
    refused = checklists.take_in(database, files, synced_by=AT_START).refused
    checklists.report(refused)
    refusals.remember(settings.instance, refused)
    now = datetime.now(UTC)
    for line in demo.fill(database, settings, now=now) if is_demo else ():
        print(line)
    secret = _first_link(database, now)
    if secret is not None:
        print(f"Nobody has an account yet. Open this once: {settings.public_url}/links/{secret}")
    database.close()


def _first_link(database: Database, now: datetime) -> str | None:
    with database.writing() as session:
        secret = invitations.first_link(session, now=now)
        if secret is not None:
            transaction.commit(session, now=now)
    return secret
