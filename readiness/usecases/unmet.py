"""How often each question was unmet when reviews were sent, so that a checklist can be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Checklist
from readiness.core.grades import Graded, Standing
from readiness.core.question_ids import current_ids
from readiness.core.rights import Action, Actor, require
from readiness.store import unmet as store
from readiness.store.unmet import UnmetWhenSent
from readiness.usecases.dossiers import Dossier

_UNMET = frozenset({Standing.UNMET, Standing.PARTLY})


@dataclass(frozen=True, slots=True)
class Record:
    """How many reviews were sent; for each question how many of them asked it, and it was unmet in."""

    reviews: int
    asked: Mapping[str, int]
    times: Mapping[str, int]

    @property
    def most_often(self) -> tuple[str, ...]:
        """Return the questions that were ever unmet, the most frequent first."""
        return tuple(sorted(filter(self.times.get, self.times), key=self._rank))

    def _rank(self, question: str) -> int:
        return -self.times[question]


def note(session: Session, found: Dossier, areas: Collection[str], *, now: datetime) -> None:
    """Keep which questions of the areas that are being sent are unmet, each once a review."""
    unmet = {each.question.id for each in found.claimed.graded if _is_unmet(each, areas)}
    known = store.unmet_of(session, found.review.id) if unmet else frozenset()
    session.add_all(
        UnmetWhenSent(
            review_id=found.review.id,
            question=question,
            checklist=found.pinned.checklist.id,
            at=now,
        )
        for question in sorted(unmet - known)
    )


def _is_unmet(each: Graded, areas: Collection[str]) -> bool:
    return each.question.area in areas and each.grade.standing in _UNMET


def record(session: Session, checklist: Checklist, *, by: Actor) -> Record:
    """Return the record of the checklist over all its versions, renamed questions as one."""
    require(by, Action.READ)
    current = current_ids(checklist)
    unmet = {
        (current.get(id_, id_), review) for review, id_ in store.unmet_in(session, checklist.id)
    }
    sent = store.asked_in(session, checklist.id)
    asked = {
        (current.get(id_, id_), review)
        for review, areas, ids in sent
        for id_ in ids
        if id_.partition(".")[0] in areas
    }
    return Record(len(sent), _counted(checklist, asked | unmet), _counted(checklist, unmet))


def _counted(checklist: Checklist, found: Collection[tuple[str, int]]) -> Mapping[str, int]:
    """Return for each question of the checklist in how many reviews it was found."""
    times = Counter(question for question, _ in found)
    return {question.id: times[question.id] for question in checklist.questions}
