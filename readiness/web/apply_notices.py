"""What a review's page says of newer facts, a newer checklist version, and what was applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from readiness.core.listings import in_words
from readiness.core.rights import Actor
from readiness.store.applications import Application
from readiness.store.sessions import Session
from readiness.usecases import applying
from readiness.usecases.applying import Applied
from readiness.usecases.dossiers import Dossier
from readiness.usecases.names import names
from readiness.web import apply_pages
from readiness.web.review_parts import Moved


@dataclass(frozen=True, slots=True)
class ApplyNotice:
    """`newer` says what could be applied; `takeable` is what could be taken back, by `who`."""

    newer: str
    takeable: Application | None
    who: str
    moves: tuple[Moved, ...]


def notice(session: Session, found: Dossier, *, by: Actor, now: datetime) -> ApplyNotice:
    newer = applying.newer_than(session, found, by=by, now=now)
    takeable = applying.takeable(session, found, by=by)
    applied = applying.history(session, found.review.id, by=by)
    known = names(session, {each.row.by for each in applied}, by=by)
    return ApplyNotice(
        newer=apply_pages.sentence(newer) if newer else "",
        takeable=takeable,
        who=known[takeable.by] if takeable else "",
        moves=_moves(applied, known),
    )


def _moves(applied: Sequence[Applied], known: Mapping[int, str]) -> tuple[Moved, ...]:
    return tuple(Moved(_what(each), known[each.row.by], each.row.at, (), "") for each in applied)


def _what(each: Applied) -> str:
    version = [f"version {each.version}"] if each.version else []
    things = in_words(["other facts"] * each.facts + version)
    return f"Back to {things}" if each.row.undoes else f"Applied {things}"
