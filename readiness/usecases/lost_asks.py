"""Asks of who lost a team, a role or the account: over for them, and asked of the others on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.rights import Role
from readiness.store import notices as store
from readiness.store.notices import Notice
from readiness.usecases.actors import TAKEN
from readiness.usecases.records import Record
from readiness.usecases.settlings import TO_SIGN, Settling
from readiness.usecases.tidings import Around


def lost(session: Session, records: Sequence[Record], now: datetime) -> frozenset[int]:
    """Return the notices that ask for what their people cannot do any more by these records."""
    gone = {each.about.get("person") for each in records if each.event in TAKEN}
    people = {each for each in gone if isinstance(each, int)}
    asks = store.asks_of(session, people, _STANDS) if people else ()
    subjects = [Record(each.event, None, {}, None, each.review_id) for each in asks]
    settling = Settling(Around(session, subjects, now), ())
    return frozenset(ask.id for ask in asks if not _still(settling, ask))


def _still(settling: Settling, ask: Notice) -> bool:
    is_there = ask.person_id in settling.around.active
    return is_there and _STANDS[ask.event](settling, ask)


def _signs(settling: Settling, ask: Notice) -> bool:
    gate = settling.gate(ask)
    return gate is not None and ask.person_id in settling.around.members[gate.team]


def _coordinates(settling: Settling, ask: Notice) -> bool:
    return ask.person_id in settling.around.roles[Role.COORDINATOR]


def _answers(settling: Settling, ask: Notice) -> bool:
    around = settling.around
    subject = around.subjects[ask.review_id or 0]
    return ask.person_id in {subject.review.asked_by, *around.members[subject.owner.slug]}


#: By what was told: whether its person still stands so that they are asked. A gate that is very
#: late is asked of the coordinators, too.
_STANDS: Mapping[str, Callable[[Settling, Notice], bool]] = {
    **dict.fromkeys(TO_SIGN, _signs),
    "gate.overdue": lambda settling, ask: _signs(settling, ask) or _coordinates(settling, ask),
    "gate.voted": _answers,
    "waiver.asked": _coordinates,
}
