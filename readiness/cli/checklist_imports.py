"""Makes a draft of a checklist from a spreadsheet, a page or pasted text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import click

from readiness.adapters import checklist_draft_files, import_texts
from readiness.adapters.checklist_files import loads
from readiness.adapters.checklist_imports import drafted
from readiness.adapters.import_texts import Kind
from readiness.core.checklist_drafts import LONGEST_LINE, UNTITLED
from readiness.core.draft_ids import slug

_LONGEST_ID = 40


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="What it is, if not guessed.",
)
@click.option(
    "--id", "id_", default="", help="The id of the checklist; the name of its file if left out."
)
@click.option("--title", default="", help="The title of the checklist.")
@click.option("--to", type=click.Path(path_type=Path), help="A new file to write the draft to.")
def import_(file: str, kind: str | None, id_: str, title: str, to: Path | None) -> None:
    """Print a draft of a checklist from FILE (- for standard input): CSV, Markdown or text.

    What is guessed is marked in it for its author, and lines that were not taken stand at its end.
    """
    text = _read(file)
    draft = drafted(text, Kind(kind) if kind else import_texts.kind_of(file, text))
    if not draft.questions:
        raise click.ClickException("No question was found; is it CSV, Markdown or text (--as)?")
    stem = (to or Path(file)).stem if to or file != "-" else ""
    if title.strip():
        draft = replace(draft, title=" ".join(import_texts.cleaned(title).split())[:LONGEST_LINE])
    elif stem and draft.title == UNTITLED:
        draft = replace(draft, title=_title(stem))
    name = slug(id_, _LONGEST_ID) if id_ else _id(stem) or slug(draft.title, _LONGEST_ID)
    name = name or "imported"
    if id_ and name != id_:
        raise click.BadParameter("Small letters, digits and hyphens.", param_hint="--id")
    source = "standard input" if file == "-" else Path(file).name
    written = checklist_draft_files.as_file(draft, id_=name, source=import_texts.cleaned(source))
    _write(written, to)
    for warning in loads(written, str(to or "draft.yaml")).warnings:
        click.echo(warning.as_warning(), err=True)


def _id(stem: str) -> str:
    """Return the name of a file as an id, nothing where it has no Latin letters to start with."""
    words = re.findall(r"[a-z0-9]+", stem.lower())
    name = "-".join(words)[:_LONGEST_ID].strip("-")
    return name if name[:1].isalpha() else ""


def _title(stem: str) -> str:
    words = " ".join(re.split(r"[-_.\s]+", import_texts.cleaned(stem))).strip()
    return (words[:1].upper() + words[1:])[:LONGEST_LINE] or UNTITLED


def _read(file: str) -> str:
    with click.open_file(file, "rb") as opened:
        raw: bytes = opened.read(import_texts.LARGEST + 1)
    if len(raw) > import_texts.LARGEST:
        raise click.ClickException(f"The file is larger than {import_texts.LARGEST:,} bytes.")
    return import_texts.decoded(raw)


def _write(written: str, to: Path | None) -> None:
    if to is None:
        click.echo(written, nl=False)
        return
    try:
        with to.open("x", encoding="utf-8") as new:
            new.write(written)
    except FileExistsError:
        raise click.ClickException(f"{to} exists; it is left as it is.") from None
    except OSError as error:
        raise click.ClickException(f"{to} cannot be written: {error.strerror}.") from None
