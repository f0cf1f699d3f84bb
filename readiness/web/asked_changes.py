"""What reviewers asked to have changed, as the team's pages and the asker's gate show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from readiness.core import addresses
from readiness.core.asked_changes import AskedQuestion, AskedState
from readiness.core.rights import Actor
from readiness.store.sessions import Session
from readiness.usecases import asked_changes
from readiness.usecases.asked_changes import Request
from readiness.usecases.dossiers import Dossier
from readiness.usecases.names import names

#: How far a question is, as a status is drawn and said.
STATES = {
    AskedState.OPEN: ("changes", "To answer"),
    AskedState.UNSENT: ("draft", "Changed, not sent yet"),
    AskedState.ANSWERED: ("done", "Answered"),
}


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """A question that was pointed at. It has no `href` if it is not asked any more."""

    text: str
    href: str
    state: tuple[str, str]


@dataclass(frozen=True, slots=True)
class AskedChange:
    """One reviewer's request, with who, for which gate and about what."""

    by: str
    gate: str
    href: str
    at: datetime
    comment: str
    places: tuple[AskedPlace, ...]


def of_review(session: Session, found: Dossier, *, by: Actor) -> tuple[AskedChange, ...]:
    """Return every request that keeps a gate shut."""
    standing = [each for each in _requests(session, found, by) if each.stands]
    return _shown(session, found, standing, by)


def of_area(session: Session, found: Dossier, area: str, *, by: Actor) -> tuple[AskedChange, ...]:
    """Return those that point at a question of the area."""
    return tuple(
        change
        for change in of_review(session, found, by=by)
        if any(
            place.href.startswith(addresses.area(found.review.id, area)) for place in change.places
        )
    )


def _requests(session: Session, found: Dossier, by: Actor) -> tuple[Request, ...]:
    return asked_changes.of_review(session, found, by=by)


def _shown(
    session: Session, found: Dossier, requests: Sequence[Request], by: Actor
) -> tuple[AskedChange, ...]:
    known = names(session, {each.vote.by for each in requests}, by=by)
    texts = {each.id: each.text for each in found.pinned.checklist.questions}
    return tuple(
        AskedChange(
            known[each.vote.by],
            each.gate.rule.title,
            addresses.gate(found.review.id, each.gate.rule.id),
            each.vote.at,
            each.vote.comment,
            tuple(_place(found, one, texts) for one in each.questions),
        )
        for each in requests
    )


def _place(found: Dossier, asked: AskedQuestion, texts: Mapping[str, str]) -> AskedPlace:
    areas = {each.question.id: each.question.area for each in found.claimed.asked}
    area = areas.get(asked.id)
    href = addresses.question(found.review.id, area, asked.id) if area else ""
    return AskedPlace(texts.get(asked.id, asked.id), href, STATES[asked.state])
