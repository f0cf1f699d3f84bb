"""The reviews of one service, as its page lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import briefs, kind_words
from readiness.core.briefs import Brief
from readiness.core.checklists import Kind
from readiness.store import people, reviews
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.verdicts import ReviewSummary


@dataclass(frozen=True, slots=True)
class ListedReview:
    review: Review
    environment: str
    asked_by: str
    state: str
    tenths: int | None
    brief: Brief

    @property
    def is_under_way(self) -> bool:
        return self.state in ("draft", "in_review", "reopened")

    @property
    def is_launch(self) -> bool:
        return self.review.kind == Kind.LAUNCH

    @property
    def title(self) -> str:
        """Return "Change review 7"."""
        return f"{kind_words.review(self.review.kind)} {self.review.id}"


def listed_reviews(
    session: Session, service_id: int, places: Mapping[int, Environment]
) -> tuple[ListedReview, ...]:
    found = reviews.reviews_of(session, service_id)
    query = select(ReviewSummary).where(ReviewSummary.review_id.in_([row.id for row in found]))
    summaries = {row.review_id: row for row in session.scalars(query)}
    names = people.names(session, frozenset(row.asked_by for row in found))
    return tuple(
        ListedReview(
            review=row,
            environment=places[row.environment_id].name,
            asked_by=names[row.asked_by],
            state=summaries[row.id].state,
            tenths=summaries[row.id].score,
            brief=briefs.read(summaries[row.id].summary),
        )
        for row in found
        if row.id in summaries
    )
