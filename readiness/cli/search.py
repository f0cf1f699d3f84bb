"""Says how far the search is, and makes it anew."""

from __future__ import annotations

import click

from readiness.cli.databases import opened
from readiness.settings import load
from readiness.store.engine import Database
from readiness.usecases import search_following, search_states


@click.group()
def command() -> None:
    """Look after the search."""


@command.command()
def state() -> None:
    """Say how many texts can be found, and how much of the ledger is not yet among them."""
    database = opened(load())
    print(said(database))
    database.close()


@command.command()
def rebuild() -> None:
    """Throw away what can be found and make it anew. Nothing else waits for it."""
    database = opened(load())
    search_following.rebuild(database)
    while search_following.follow(database):
        pass
    print(said(database))
    database.close()


def said(database: Database) -> str:
    with database.reading() as session:
        found = search_states.state(session)
    upto = f"{found.texts:,} texts can be found, made from {found.followed:,} of {found.size:,} entries"
    if found.since is None:
        return f"{upto}; nothing waits"
    return (
        f"{upto}; what was written since {found.since:%Y-%m-%d %H:%M:%S} UTC waits for the worker"
    )
