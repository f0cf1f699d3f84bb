"""Brings the database to the schema of this release."""

from __future__ import annotations

import click

from readiness.cli.upgrades import brought_up
from readiness.settings import load


@click.command()
def command() -> None:
    """Run the migrations that are missing. Safe to run again, and beside the running release."""
    brought_up(load()).close()
    print("The database is at this release's schema.")
