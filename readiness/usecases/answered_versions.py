"""Which checklist version a review stood on when something was said in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property

from sqlalchemy.orm import Session

from readiness.core.checklists import Checklist
from readiness.store import answers
from readiness.store.applications import Application, applications_of
from readiness.store.reviews import Review
from readiness.usecases.checklists import pinned


class Stood:
    """Read when it is first asked for: most answers were given under the version of now.

    `applied` is what was applied to the review, oldest first, where that is known already.
    """

    def __init__(
        self, session: Session, review_id: int, applied: Sequence[Application] | None = None
    ) -> None:
        self._session, self._review, self._known = session, review_id, applied
        self._checklist = cache(lambda version: pinned(session, version).checklist)

    def when_saved(self, revision: int) -> Checklist:
        """Return the version under which the revision was saved."""
        return self.at(self._saved[revision]) if self._applied else self._first

    def at(self, moment: datetime) -> Checklist:
        """Return the version before whatever was applied at that very instant."""
        earlier = [row.to_version_id for row in self._applied if row.at < moment]
        return self._checklist(earlier[-1]) if earlier else self._first

    def is_saved_since(self, revision: int, moment: datetime) -> bool:
        return self._saved[revision] >= moment

    @cached_property
    def _first(self) -> Checklist:
        if self._applied:
            return self._checklist(self._applied[0].from_version_id)
        review = self._session.get_one(Review, self._review)
        return self._checklist(review.checklist_version_id)

    @cached_property
    def _applied(self) -> Sequence[Application]:
        if self._known is not None:
            return self._known
        return applications_of(self._session, self._review)

    @cached_property
    def _saved(self) -> Mapping[int, datetime]:
        return answers.saved_at(self._session, self._review)
