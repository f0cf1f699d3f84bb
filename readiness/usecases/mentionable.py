"""Whom a comment can name, offered while the name is being typed. No address of mail is told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core import handles
from readiness.core.rights import Action, Actor, require
from readiness.store import people, teams

MOST = 8


@dataclass(frozen=True, slots=True)
class Mentionable:
    """A person who can sign in, how a text names them, and the names of their teams."""

    handle: str
    name: str
    teams: tuple[str, ...]


def mentionable(session: Session, typed: str, *, by: Actor) -> tuple[Mentionable, ...]:
    """Return the best matches for what was typed after an @, a few at most."""
    require(by, Action.READ)
    everybody = people.active_names(session)
    found = handles.suggestions(typed, everybody, MOST)
    of_teams = teams.names_by_person(session, {each.id for each in found})
    return tuple(
        Mentionable(
            handles.spelling_of(each, everybody), each.name, tuple(of_teams.get(each.id, ()))
        )
        for each in found
    )
