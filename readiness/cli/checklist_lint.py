"""Says what is wrong with checklist files, and what could be better."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from readiness.adapters.checklist_files import load
from readiness.adapters.checklist_folders import SHIPPED, files_of


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit 1 also when there are only warnings.")
def lint(paths: tuple[Path, ...], strict: bool) -> None:
    """Print every fault and warning of the files, as file:line:column: sentence.

    Of a folder all *.yaml and *.yml files are looked at, and those in its modules/. Without a path the
    shipped checklists are.
    """
    found = [load(file) for file in files_of(paths or (SHIPPED,))]
    faults = {fault for each in found for fault in each.faults}
    warnings = {warning for each in found for warning in (*each.warnings, *each.leftovers)}
    for each in sorted(faults | warnings):
        click.echo(str(each) if each in faults else each.as_warning(), err=True)
    sys.exit(1 if faults or (strict and warnings) else 0)
