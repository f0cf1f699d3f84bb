"""What a move of a review will do, told to whoever is about to make it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, require
from readiness.usecases import dossiers, reviews
from readiness.usecases.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class Reopenable:
    """An area, and the titles of the gates that close when it is opened again."""

    area: str
    title: str
    closes: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Reopening:
    found: Dossier
    areas: tuple[Reopenable, ...]


def reopening(session: Session, review_id: int, *, by: Actor, now: datetime) -> Reopening:
    """Return what can be reopened, and what it would close. Refuses whoever could not do it."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    require(by, Action.REOPEN, owner_team=found.owner.slug)
    reviews.require_reopenable(session, found)
    asked = {each.question.area for each in found.seen.asked}
    return Reopening(
        found,
        tuple(
            Reopenable(
                area=area.id,
                title=area.title,
                closes=_titles(found, area.id),
                is_open=area.id in found.phase.reopened,
            )
            for area in found.pinned.checklist.areas
            if area.id in asked
        ),
    )


def abandoning(session: Session, review_id: int, *, by: Actor, now: datetime) -> Dossier:
    """Return the review that can be abandoned. Refuses whoever could not do it."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    require(by, Action.ABANDON, owner_team=found.owner.slug)
    reviews.require_abandonable(found)
    return found


def _titles(found: Dossier, area: str) -> tuple[str, ...]:
    return tuple(gate.rule.title for gate in reviews.touched_gates(found, [area]))
