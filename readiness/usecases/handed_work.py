"""Who was asked to answer what in a review, and how far each of them has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core import delegations as core
from readiness.core.checklists import Question
from readiness.core.delegations import Place
from readiness.core.progress import is_open
from readiness.core.rights import Action, Actor, may, require
from readiness.store import delegations as store
from readiness.store.delegations import Delegation
from readiness.usecases.dossiers import Dossier
from readiness.usecases.names import names


@dataclass(frozen=True, slots=True)
class Told:
    """One hand-over in words. `place` is its area or question, `is_area` where it is all of it."""

    place: str
    is_area: bool
    person: int
    name: str
    by: str
    at: datetime
    note: str
    wished_on: date | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has of a review: so many of the asked questions, in these hand-overs."""

    person: int
    name: str
    answered: int
    asked: int
    parts: tuple[Told, ...]
    is_late: bool

    @property
    def is_done(self) -> bool:
        return self.answered == self.asked


@dataclass(frozen=True, slots=True)
class Work:
    """What is handed in a review. `seen` is its newest row, 0 before the first."""

    rows: Sequence[Delegation] = ()
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        return max((row.id for row in self.rows), default=0)

    def of_area(self, area: str) -> Told | None:
        return self._told(core.of_area(self.rows, area))

    def of_question(self, question: Question) -> Told | None:
        """Return who was asked this one question; nothing where it goes with its area."""
        row = core.of_question(self.rows, question.ids, question.area)
        return self._told(row) if row is not None and row.question else None

    def holder(self, question: Question) -> int | None:
        row = core.of_question(self.rows, question.ids, question.area)
        return row.person_id if row else None

    def _told(self, row: Delegation | None) -> Told | None:
        if row is None or row.person_id is None:
            return None
        return Told(
            row.question or row.area,
            not row.question,
            row.person_id,
            self.names.get(row.person_id, ""),
            self.names.get(row.by, ""),
            row.at,
            row.note,
            row.wished_on,
        )

    def parts(self) -> tuple[Told, ...]:
        """Return every hand-over that stands, the oldest first."""
        told = (self._told(row) for row in self.rows)
        return tuple(each for each in told if each is not None)


NOTHING = Work()


def work(session: Session, found: Dossier, *, by: Actor) -> Work:
    """Return what is handed in the review, to whom and by whom."""
    require(by, Action.READ)
    rows = store.newest_delegations(session, [found.review.id])
    people = {person for row in rows for person in (row.person_id, row.by)}
    return Work(rows, names(session, people, by=by) if people else {})


def shares(found: Dossier, given: Work, *, now: datetime) -> tuple[Share, ...]:
    """Return what each person has, those who have most to do first."""
    parts: dict[int, list[Told]] = {}
    for each in given.parts():
        parts.setdefault(each.person, []).append(each)
    made = (_share(found, given, person, tuple(told), now) for person, told in parts.items())
    return tuple(sorted(made, key=lambda each: (each.answered - each.asked, each.name)))


def _share(
    found: Dossier, given: Work, person: int, parts: tuple[Told, ...], now: datetime
) -> Share:
    theirs = [each for each in found.claimed.graded if given.holder(each.question) == person]
    left = [each.question for each in theirs if is_open(each)]
    is_late = core.is_late(core.open_wish(given.rows, left), now, found.owner.time_zone)
    answered = len(theirs) - len(left)
    return Share(person, given.names.get(person, ""), answered, len(theirs), parts, is_late)


def mine(found: Dossier, given: Work, *, by: Actor) -> frozenset[str]:
    """Return the questions that this person answers because they were handed to them."""
    asked = (each.question for each in found.claimed.asked)
    return frozenset(core.with_person(given.rows, asked, by.person)) if by.person else frozenset()


def may_hand(found: Dossier, given: Work, where: Place, *, by: Actor) -> bool:
    row = core.of_place(given.rows, found.pinned.checklist, where)
    holder = row.person_id if row else None
    return may(by, Action.HAND_WORK, owner_team=found.owner.slug, handed_to=holder)
