"""Writes what came of asking where the pages of GitHub and GitLab show it beside the job."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from readiness.cli.gate_words import each, harmless, headline


def write_summaries(about: str, outcome: Any, *, summary: str, annotations: str) -> None:
    """Append to GitHub's summary, and write the files that were asked for.

    A file that cannot be written is told of, and changes nothing of the verdict.
    """
    text = summary_of(about, outcome.body, outcome.why)
    for file in filter(None, (os.environ.get("GITHUB_STEP_SUMMARY"), summary)):
        _write(file, text, "a")
    if annotations:
        _write(annotations, json.dumps(annotations_of(about, outcome.body, outcome.why)), "w")


def _write(file: str, text: str, mode: str) -> None:
    try:
        with Path(file).open(mode, encoding="utf-8") as opened:
            opened.write(text)
    except OSError as error:
        print(harmless(f"{file} was not written: {error}"), file=sys.stderr)


def summary_of(about: str, body: dict[str, Any] | None, why: str) -> str:
    """Return Markdown."""
    if body is None:
        return f"### Readiness: {_plain(about)}\n\n{_plain(why)}\n\n"
    lines = [f"### Readiness: {_plain(headline(about, body))}", ""]
    for reason in each(body, "reasons"):
        told = f"{_plain(reason.get('sentence'))} It is the turn of {_plain(reason.get('turn'))}."
        lines.append(f"- {told} <{_address(reason.get('link'))}> ({_plain(reason.get('code'))})")
    for waiver in each(body, "waivers"):
        told = f"waived until {_plain(waiver.get('ends_at'))}: {_plain(waiver.get('question'))}"
        lines.append(f"- {told} <{_address(waiver.get('link'))}>")
    return "\n".join(lines) + "\n\n"


def annotations_of(about: str, body: dict[str, Any] | None, why: str) -> dict[str, Any]:
    """Return GitLab's report of annotations: links on the page of the job."""
    reasons = each(body, "reasons") if body else []
    links = [(reason.get("sentence"), reason.get("link")) for reason in reasons]
    head = headline(about, body) if body else f"{about}: {why}"
    review = body.get("review") if body else None
    links = links or [(head, review.get("link") if isinstance(review, dict) else "")]
    return {
        "Readiness": [
            {"external_link": {"label": harmless(str(label)), "url": _address(link)}}
            for label, link in links
            if _address(link)
        ]
    }


def _plain(value: object) -> str:
    """Return the text with nothing in it that Markdown or HTML would take for a sign."""
    return re.sub(r"([\\`*_{}\[\]<>()#|!&~])", r"\\\1", harmless(str(value)))


def _address(value: object) -> str:
    """Return an address of a page, or nothing."""
    text = str(value)
    return text if re.fullmatch(r"https?://[^\s<>\"']+", text) else ""
