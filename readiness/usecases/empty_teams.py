"""Teams that sign gates of checklists which can be started, and in which there is nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, Role, may, require
from readiness.store import checklists, teams
from readiness.store.checklists import ChecklistVersion


@dataclass(frozen=True, slots=True)
class EmptyTeam:
    """`signs` names each gate that waits for it, with its checklist."""

    slug: str
    name: str
    signs: tuple[str, ...]


def empty_teams(session: Session, *, by: Actor) -> tuple[EmptyTeam, ...]:
    """Return them for whoever can see to it, in the order of the checklists."""
    require(by, Action.READ)
    if Role.COORDINATOR not in by.roles and not may(by, Action.MANAGE_PEOPLE):
        return ()
    signed = _signed(checklists.startable(session))
    empty = teams.without_members(session, signed.keys())
    found = [(slug, told) for slug, told in signed.items() if slug in empty]
    return tuple(EmptyTeam(slug, empty[slug], tuple(told)) for slug, told in found)


def _signed(found: Sequence[ChecklistVersion]) -> dict[str, list[str]]:
    """Return what each team signs, by its short name."""
    signed: dict[str, list[str]] = {}
    for each in found:
        for gate in each.document["gates"]:
            told = f"the gate {gate['title']} of “{each.title}”"
            signed.setdefault(gate["team"], []).append(told)
    return signed
