"""Who runs what: services handed back to a person's teams, and those that they could take over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from readiness.core import addresses, briefs
from readiness.core.handovers import Step, Taken, newest, said
from readiness.core.rights import Action, Actor, require
from readiness.store.custodies import Concerning
from readiness.store.services import Service
from readiness.usecases import acceptances, custodies
from readiness.usecases.custodies import Custody
from readiness.usecases.work_items import Item

#: So long after its notice has ended, a hand-back is told of.
FRESH = timedelta(days=14)


def custody_items(
    session: Session, found: Concerning, *, by: Actor, now: datetime
) -> tuple[Item, ...]:
    """Return what was handed back and changes hands about now, then what can be taken over."""
    require(by, Action.READ)
    back = [_custody(session, service, now) for service in found.handed_back]
    return (*_handed_back(back), *_to_take(session, found, by, now))


def _custody(session: Session, service: int, now: datetime) -> Custody:
    return custodies.custody(session, session.get_one(Service, service), now=now)


def _handed_back(found: list[Custody]) -> Iterator[Item]:
    for each in found:
        step = newest(each.life.steps, Step.HANDED_BACK)
        if step and step.effective_on and each.life.today <= step.effective_on + FRESH:
            yield _back(each, step, step.effective_on)


def _back(each: Custody, step: Taken, begin: date) -> Item:
    until = step.consulting_until
    return Item(
        kind="changes",
        word="Handed back",
        title=f"{step.team} handed {each.service.name} back",
        sentence=f"Prepare to run {each.service.name}: its pager is yours from {said(begin)} on.",
        note=f"{step.team} goes along until {said(until)}. {step.reason}" if until else step.reason,
        path=addresses.handover(each.service.slug),
        label="See who runs it",
        at=step.at,
    )


def _to_take(session: Session, known: Concerning, by: Actor, now: datetime) -> Iterator[Item]:
    for service_id, summary in known.signed:
        if by.teams.isdisjoint(gate.team for gate in briefs.read(summary).gates):
            continue
        found = _custody(session, service_id, now)
        service = found.service
        if not acceptances.acceptance(session, found, now=now).refusal:
            yield Item(
                kind="waiting",
                word="To take over",
                title=f"{service.name} of {found.owner.name}",
                sentence=f"Take {service.name} over from {found.owner.name}.",
                note="Its hand-off review is signed, and its developers ran it long enough",
                path=addresses.handover(service.slug),
                label="Take it over",
                at=None,
            )
