"""Asks to answer what was handed over, and to decide on or meet what was to be waived: until it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core import delegations as core
from readiness.core.blockers import not_met
from readiness.core.progress import is_open
from readiness.store import delegations, notices
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import notes_of

#: What asks to meet it, though it was waived or was to be.
TO_MEET = ("waiver.refused", "waiver.revoked", "waiver.ends")
#: What asks whether it may stay unmet.
TO_DECIDE = ("waiver.asked",)


def note(session: Session, found: Dossier, now: datetime) -> None:
    """Note which asks of the review are over, by the answers as they are now."""
    asks = notices.open_asks(session, {found.review.id})
    events = {each.event for each in asks}
    over: set[int] = set()
    if "work.handed" in events:
        held = set(_held(session, found))
        handed = (each for each in asks if each.event == "work.handed")
        over |= {each.id for each in handed if (each.person_id, each.address) not in held}
    for wanted, left in ((TO_MEET, _unmet(found)), (TO_DECIDE, _undecided(found, now))):
        if not events.isdisjoint(wanted):
            over |= {each.id for each in asks if each.event in wanted and each.address not in left}
    notes_of(session).settled.update(over)


def _held(session: Session, found: Dossier) -> Iterator[tuple[int, str]]:
    """Yield who has what open to answer, by each address that it was handed at."""
    rows, review = delegations.newest_delegations(session, [found.review.id]), found.review.id
    for each in (graded.question for graded in found.claimed.graded if is_open(graded)):
        row = core.of_question(rows, each.ids, each.area)
        if row is not None and row.person_id is not None:
            yield row.person_id, addresses.area(review, each.area)
            yield from (
                (row.person_id, addresses.question(review, each.area, id_)) for id_ in each.ids
            )


def _unmet(found: Dossier) -> frozenset[str]:
    """Return the newest waiver of each question that is to be met: who asked anew has done so."""
    left = {each.question.id for each in not_met(found.claimed.graded)}
    newest = {each.question: each.waiver.id for each in found.waivers if each.question in left}
    return frozenset(addresses.waiver(id_) for id_ in newest.values())


def _undecided(found: Dossier, now: datetime) -> frozenset[str]:
    """Return the waivers that somebody has to decide on: who met the question needs none."""
    left = {each.question.id for each in not_met(found.claimed.graded)}
    asked = (each.waiver for each in found.waivers if each.waiver.is_asked(now))
    return frozenset(addresses.waiver(each.id) for each in asked if each.question in left)
