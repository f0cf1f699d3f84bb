"""Who runs what: services handed back to a person's teams, and those that they could take over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.core import addresses, briefs
from readiness.core.handovers import said
from readiness.core.rights import Action, Actor, require
from readiness.store import custodies as store
from readiness.store.custodies import Concerning, HandedBack
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
    return (*_handed_back(session, found, now), *_to_take(session, found, by, now))


def _custody(session: Session, service: int, now: datetime) -> Custody:
    return custodies.custody(session, session.get_one(Service, service), now=now)


def _handed_back(session: Session, known: Concerning, now: datetime) -> Iterator[Item]:
    if not known.handed_back:
        return
    # A day more, as it may still be yesterday where the owners are.
    since = (now - FRESH - timedelta(days=1)).date()
    for each in store.handed_back(session, known.handed_back, since):
        begin, today = each.step.effective_on, now.astimezone(ZoneInfo(each.time_zone)).date()
        if begin and today <= begin + FRESH:
            yield _back(each, begin)


def _back(each: HandedBack, begin: date) -> Item:
    until, reason = each.step.consulting_until, each.step.reason
    return Item(
        kind="changes",
        word="Handed back",
        title=f"{each.team} handed {each.name} back",
        sentence=f"Prepare to run {each.name}: its pager is yours from {said(begin)} on.",
        note=f"{each.team} goes along until {said(until)}. {reason}" if until else reason,
        path=addresses.handover(each.slug),
        label="See who runs it",
        at=each.step.at,
        moment="decided",
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
