"""Looks after the keys that verdicts are signed with."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from readiness.cli.databases import opened
from readiness.core.errors import Refused
from readiness.core.rights import NOBODY
from readiness.settings import load
from readiness.usecases import signing_keys, transaction


@click.group()
def command() -> None:
    """Look after the keys that verdicts are signed with."""


@command.command("list")
def listed() -> None:
    """Show the keys that are published, and from when until when each signs."""
    database, now = opened(load()), datetime.now(UTC)
    with database.reading() as session:
        for key in signing_keys.published(session, by=NOBODY, now=now):
            until = f"until {key.signs_until:%Y-%m-%d %H:%M} UTC" if key.signs_until else "on"
            print(f"{key.key} signs from {key.signs_from:%Y-%m-%d %H:%M} UTC {until}")
    database.close()


@command.command()
@click.option("--at-once", is_flag=True, help="Somebody else may have the key: trust it no more.")
def rotate(*, at_once: bool) -> None:
    """Make the next key. It is published now and signs after ten minutes, so nobody misses it."""
    database, now = opened(load()), datetime.now(UTC)
    try:
        with database.writing() as session:
            made = signing_keys.rotate(session, now=now, at_once=at_once)
            transaction.commit(session, now=now)
    except Refused as refused:
        raise click.ClickException(refused.sentence) from refused
    finally:
        database.close()
    print(f"{made.key} is published and signs from {made.signs_from:%Y-%m-%d %H:%M} UTC on.")
