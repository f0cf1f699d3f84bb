"""Proves that nothing in the ledger was changed."""

from __future__ import annotations

import sys

import click

from readiness.adapters import head_notes
from readiness.cli.databases import opened
from readiness.core.known_heads import Head
from readiness.settings import load
from readiness.usecases import ledger


@click.group()
def command() -> None:
    """Look after the ledger."""


@command.command()
def verify() -> None:
    """Check every entry, and say how many there are or which is the first broken one."""
    settings = load()
    database = opened(settings)
    with database.reading() as session:
        proof = ledger.verify(session, by=None)
    database.close()
    if proof.broken is not None:
        print(f"entry {proof.broken} is broken: {proof.fault}", file=sys.stderr)
        sys.exit(1)
    head_notes.remember(settings.instance, Head(proof.size, proof.head))
    print(f"{proof.size} entries, head {proof.head}, nothing changed")
