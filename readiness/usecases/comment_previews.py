"""How a comment will look, and whom it would not reach, before it is sent. Nothing is kept of it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from readiness.adapters import markdown
from readiness.core import handles
from readiness.core.rights import Action, Actor, require
from readiness.store import people
from readiness.usecases.comments import LONGEST


@dataclass(frozen=True, slots=True)
class Preview:
    """`faults` is a sentence for each spelling that names nobody, or more than one."""

    html: Markup
    faults: tuple[str, ...]


def preview(session: Session, body: str, *, by: Actor) -> Preview:
    require(by, Action.COMMENT)
    text = body[:LONGEST]
    wanted = handles.spellings(text)
    everybody = people.active_names(session) if wanted else []
    found, names = handles.resolve(wanted, everybody), {each.id: each.name for each in everybody}
    named = {spelling: names[person] for spelling, person in found.people.items()}
    return Preview(markdown.html(text, named), found.faults)
