"""Which reviews of a service may be started now: by which checklist, and for which environments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.briefs import counted
from readiness.core.checklists import Kind
from readiness.core.errors import NotFound, WrongMoment
from readiness.core.handovers import (
    AHEAD_DAYS,
    SELF_MANAGED,
    Stage,
    accept_from,
    review_from,
    said,
)
from readiness.core.kind_words import noun
from readiness.core.verdicts import Verdict
from readiness.store import environments, reviews, verdicts
from readiness.store.environments import Environment
from readiness.store.services import Service
from readiness.usecases import checklists, lives
from readiness.usecases.checklists import Pinned
from readiness.usecases.lives import PRODUCTION

_WHEN = {
    Kind.HANDOFF: "A hand-off review is for a service that has launched into production.",
    Kind.CHANGE: "A change review is for a service that is approved or launched for {place}.",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """`waits` says until when the review cannot be started, else it is empty."""

    pinned: Pinned
    environments: tuple[str, ...]
    waits: str = ""


def offers(session: Session, service: Service, *, now: datetime) -> tuple[Offer, ...]:
    """Return what may be started, launch reviews first. A new service is offered nothing else."""
    if service.stage == Stage.RETIRED:
        return ()
    return tuple(
        Offer(pinned, places, why_wait(session, service, pinned, now=now))
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
    if kind is Kind.HANDOFF:
        return place.name == PRODUCTION and service.stage in SELF_MANAGED
    if kind is Kind.LAUNCH or reviews.has_launched(session, service.id, place.id):
        return True
    standing = verdicts.segment_at(session, service.id, place.id, now)
    return standing is not None and standing.verdict == Verdict.APPROVED


def require_startable(
    session: Session, service: Service, place: Environment, kind: Kind, *, now: datetime
) -> None:
    require_alive(service)
    if may_start(session, service, place, kind, now=now):
        return
    is_later = service.stage == Stage.SRE_MANAGED and kind is Kind.HANDOFF
    sentence = f"An SRE team runs {service.name} already." if is_later else _WHEN[kind]
    raise WrongMoment(sentence.format(place=place.name))


def require_alive(service: Service) -> None:
    if service.stage == Stage.RETIRED:
        raise WrongMoment(f"{service.name} is retired: it takes no new review.")


def require_time(session: Session, service: Service, pinned: Pinned, *, now: datetime) -> None:
    """Raise WrongMoment while its developers have not run it long enough for a hand-off review."""
    if sentence := why_wait(session, service, pinned, now=now):
        raise WrongMoment(sentence)


def why_wait(session: Session, service: Service, pinned: Pinned, *, now: datetime) -> str:
    """Return from which day on the review can be started, or nothing if it can be now."""
    if pinned.checklist.kind is not Kind.HANDOFF:
        return ""
    life, days = lives.life_of(session, service, now=now), pinned.checklist.policy.self_managed_days
    if life.since is None or life.today >= (begin := review_from(life.since, days)):
        return ""
    return (
        f"The hand-off review of {service.name} can be started from {said(begin)} on,"
        f" {AHEAD_DAYS} days before its developers have run it for the"
        f" {counted((accept_from(life.since, days) - life.since).days, 'day')} that it takes."
    )


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
