"""Which reviews of a service may be started now: by which checklist, and for which environments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.errors import NotFound, WrongMoment
from readiness.core.kind_words import noun
from readiness.core.verdicts import Verdict
from readiness.store import environments, reviews, verdicts
from readiness.store.environments import Environment
from readiness.store.services import Service
from readiness.usecases import checklists
from readiness.usecases.checklists import Pinned

_WHEN = {
    Kind.HANDOFF: "A hand-off review is for a service that has launched into {place}.",
    Kind.CHANGE: "A change review is for a service that is approved or launched for {place}.",
}


@dataclass(frozen=True, slots=True)
class Offer:
    pinned: Pinned
    environments: tuple[str, ...]


def offers(session: Session, service: Service, *, now: datetime) -> tuple[Offer, ...]:
    """Return what may be started, launch reviews first. A new service is offered nothing else."""
    return tuple(
        Offer(pinned, places)
        for kind in Kind
        if (places := tuple(_places(session, service, kind, now)))
        for pinned in checklists.startable(session, kind)
    )


def _places(session: Session, service: Service, kind: Kind, now: datetime) -> Iterator[str]:
    for place in environments.every_environment(session):
        if may_start(session, service, place, kind, now=now):
            yield place.name


def may_start(
    session: Session, service: Service, place: Environment, kind: Kind, *, now: datetime
) -> bool:
    if kind is Kind.LAUNCH or reviews.has_launched(session, service.id, place.id):
        return True
    standing = verdicts.segment_at(session, service.id, place.id, now)
    is_approved = standing is not None and standing.verdict == Verdict.APPROVED
    return kind is Kind.CHANGE and is_approved


def require_startable(
    session: Session, service: Service, place: Environment, kind: Kind, *, now: datetime
) -> None:
    if not may_start(session, service, place, kind, now=now):
        raise WrongMoment(_WHEN[kind].format(place=place.name))


def chosen(found: Sequence[Offer], checklist: str = "") -> Offer:
    """Return the offer of that checklist, or without a name the first."""
    if not found:
        raise WrongMoment(_none_yet(Kind.LAUNCH))
    for offer in found:
        if checklist in ("", offer.pinned.checklist.id):
            return offer
    raise _not_offered(checklist)


def checklist_for(session: Session, kind: Kind, name: str = "") -> Pinned:
    """Return the checklist of that kind and id, or without an id the first of the kind."""
    found = checklists.startable(session, kind)
    if not found:
        raise WrongMoment(_none_yet(kind))
    for pinned in found:
        if name in ("", pinned.checklist.id):
            return pinned
    raise _not_offered(name)


def _none_yet(kind: Kind) -> str:
    return f"There is no {noun(kind)} checklist yet. Run: readiness checklists sync"


def _not_offered(name: str) -> NotFound:
    return NotFound(f"No review of this service can be started with a checklist {name:.60} now.")
