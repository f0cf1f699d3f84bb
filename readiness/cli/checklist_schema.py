"""Prints what editors need to know about the format of checklist files."""

from __future__ import annotations

import json

import click

from readiness.adapters import checklist_schema


@click.command()
def schema() -> None:
    """Print the format as a JSON Schema, for editors that complete and underline."""
    click.echo(json.dumps(checklist_schema.schema(), indent=2, ensure_ascii=False))
