"""Who wrote what a review says: in it, and in the earlier reviews that answers were taken over from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from readiness.core.checklists import Checklist
from readiness.core.question_ids import moved
from readiness.store import answers, carried_answers
from readiness.store.carried_answers import Source
from readiness.usecases.checklists import pinned

People = frozenset[int]


@dataclass(frozen=True, slots=True)
class Contributors:
    """By area who ever answered or gave evidence in it, and who did so in what was taken over."""

    here: Mapping[str, People]
    before: Mapping[str, People]

    def answered_in(self, areas: Collection[str]) -> People:
        return frozenset().union(*(self.here.get(area, frozenset()) for area in areas))

    def taken_over_into(self, areas: Collection[str]) -> People:
        return frozenset().union(*(self.before.get(area, frozenset()) for area in areas))


def of(session: Session, review_id: int, checklist: Checklist) -> Contributors:
    """Return who contributed to the review under this version of its checklist."""
    now_in = moved(checklist)
    here = answers.contributors(session, review_id, now_in)
    taken_over = carried_answers.sources_of(session, review_id)
    if not taken_over:
        return Contributors(here, {})
    authors, before = Authors(session), dict[str, People]()
    for mark in answers.revision_marks(session, review_id):
        if mark.id in taken_over:
            wrote = authors.of(taken_over[mark.id])
            for area in {mark.area, now_in.get(mark.question, mark.area)}:
                before[area] = before.get(area, frozenset()) | wrote
    return Contributors(here, before)


class Authors:
    """Reads each earlier review once: a renewal takes over most of its answers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._marks = cache(lambda review: answers.revision_marks(session, review))
        self._sources = cache(lambda review: carried_answers.sources_of(session, review))
        #: Returns who wrote an answer up to that revision, also where it was itself taken over.
        self.of: Callable[[Source], People] = cache(self._read)

    def _read(self, source: Source) -> People:
        ids = self._ids(source)
        said = [
            mark
            for mark in self._marks(source.review)
            if mark.question in ids and mark.id <= source.revision
        ]
        earlier = self._sources(source.review)
        taken_over = [self.of(earlier[mark.id]) for mark in said if mark.id in earlier]
        return frozenset(mark.by for mark in said).union(*taken_over)

    def _ids(self, source: Source) -> Collection[str]:
        """Return the question's id there, and those that it had before."""
        asked = pinned(self._session, source.version).checklist.questions
        known = (each.ids for each in asked if source.question in each.ids)
        return next(known, (source.question,))
