"""One search box over everything that one may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import render_template, request
from flask.typing import ResponseReturnValue

from readiness.adapters import markdown
from readiness.core.search_kinds import LABELS, Kind
from readiness.core.search_words import LONGEST_QUERY, Piece, Wanted, excerpt, marked
from readiness.usecases import search
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db

#: As much of a text as is read at a glance.
GLANCE = 240
KINDS = tuple({"value": kind.value, "label": label} for kind, label in LABELS.items())
#: A page beyond this is nobody's.
LAST_PAGE = 1_000_000


class Row(Protocol):
    """A text that was found."""

    kind: str
    address: str
    title: str
    place: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    href: str
    title: tuple[Piece, ...]
    place: tuple[Piece, ...]
    text: tuple[Piece, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    kind: Kind
    label: str
    count: str
    has_more: bool
    rows: tuple[Hit, ...]


def show() -> ResponseReturnValue:
    text, kind = request.args.get("q", ""), _kind(request.args.get("kind", ""))
    page = min(request.args.get("page", 1, type=int), LAST_PAGE)
    found = search.search(db(), text, by=actor(), now=now(), kind=kind, page=page)
    return render_template(
        "search/show.html",
        text=_legible(text),
        page=found,
        groups=[_section(group, found.sought, kind) for group in found.groups],
        kind=kind,
        kinds=KINDS,
        sentence=_sentence(found),
    )


def _kind(text: str) -> Kind | None:
    return next((kind for kind in Kind if kind == text), None)


def _legible(text: str) -> str:
    """Return what was typed for its field: what cannot be printed there becomes a space."""
    return "".join(each if each.isprintable() else " " for each in text[:LONGEST_QUERY]).strip()


def _section(group: search.Group, sought: Wanted, kind: Kind | None) -> Section:
    more = "+" if group.is_cut else ""
    rows = tuple(_hit(row, sought) for row in group.rows)
    has_more = kind is None and group.total > len(rows)
    return Section(group.kind, LABELS[group.kind], f"{group.total}{more}", has_more, rows)


def _hit(row: Row, sought: Wanted) -> Hit:
    body = markdown.plain(row.body) if row.kind == Kind.COMMENT else row.body
    text = excerpt(body, sought, GLANCE) if body else ()
    return Hit(row.address, marked(row.title, sought), marked(row.place, sought), text, row.at)


def _sentence(found: search.Found) -> str:
    if found.is_stopped:
        return "The search took too long and was stopped. Add a word, or look among one kind."
    if found.sought.refusal:
        return found.sought.refusal
    if not found.sought.words:
        return "Write a word or several; what has them all is found."
    words = _quoted(found.sought)
    if not found.groups:
        return f"Nothing has {words}."
    return f"{_counted(found.groups)} {words}."


def _quoted(sought: Wanted) -> str:
    if len(sought.words) == 1:
        return f"“{sought.words[0]}”"
    return "every word of “" + " ".join(sought.words) + "”"


def _counted(groups: Sequence[search.Group]) -> str:
    total = sum(group.total for group in groups)
    if any(group.is_cut for group in groups):
        return f"At least {total} texts have"
    return "1 text has" if total == 1 else f"{total} texts have"
