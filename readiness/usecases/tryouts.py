"""Trying a checklist out, with made-up facts or those of a service. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import facts as core
from readiness.core.checklists import Checklist, Kind
from readiness.core.errors import NotFound
from readiness.core.facts import Facts
from readiness.core.rights import Action, Actor, require
from readiness.core.tryouts import TryOut, try_out
from readiness.usecases import checklists, services


@dataclass(frozen=True, slots=True)
class Tried:
    checklist: Checklist
    found: TryOut


@dataclass(frozen=True, slots=True)
class Known:
    """A service by its name, and what is known about it."""

    name: str
    facts: Facts


def known(session: Session, slug: str, *, by: Actor) -> Known:
    require(by, Action.READ)
    service = services.by_slug(session, slug)
    return Known(service.name, core.from_plain(service.facts))


def of_launches(session: Session, *, by: Actor) -> Checklist:
    """Return the checklist by which a new launch review would be started."""
    require(by, Action.READ)
    found = checklists.startable(session, Kind.LAUNCH)
    if not found:
        raise NotFound("There is no checklist for launches yet.")
    return found[0].checklist


def tried(
    session: Session,
    name: str,
    number: int,
    *,
    facts: Facts,
    given: Mapping[str, str],
    by: Actor,
    now: datetime,
) -> Tried:
    require(by, Action.READ)
    checklist = checklists.version(session, name, number, by=by).checklist
    return Tried(checklist, try_out(checklist, facts, given, now))
