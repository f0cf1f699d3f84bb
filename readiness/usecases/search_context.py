"""What is known around the things whose texts are made: read once for a whole batch of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import addresses, kind_words
from readiness.core.checklists import Checklist, Question
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.usecases.checklists import Document, pinned


@dataclass(frozen=True, slots=True)
class Place:
    """A review with what one reads beside it."""

    review: Review
    service: Service
    environment: str
    checklist: Checklist
    document: Document

    @property
    def name(self) -> str:
        return f"{kind_words.review(self.review.kind)} {self.review.id} of {self.service.name}"

    def question(self, id_: str | None) -> Question | None:
        """Return the question as the review asks it now, by any id that it ever had."""
        return next((each for each in self.checklist.questions if id_ in each.ids), None)

    def said(self, question: Question | None) -> str:
        """Return where in the review the question stands, in words."""
        areas = {area.id: area.title for area in self.checklist.areas}
        return f"{self.name}: {areas[question.area]}" if question else self.name

    def address(self, question: Question | None) -> str:
        if question is None:
            return addresses.review(self.review.id)
        return addresses.question(self.review.id, question.area, question.id)


def places(session: Session, reviews: Iterable[int]) -> Mapping[int, Place]:
    """Return the reviews that there are, by their numbers."""
    query = (
        select(Review, Service, Environment.name)
        .join(Service, Service.id == Review.service_id)
        .join(Environment, Environment.id == Review.environment_id)
        .where(Review.id.in_(set(reviews)))
    )
    return {
        review.id: _place(session, review, service, environment)
        for review, service, environment in session.execute(query)
    }


def _place(session: Session, review: Review, service: Service, environment: str) -> Place:
    version = pinned(session, review.checklist_version_id)
    return Place(review, service, environment, version.checklist, version.document)
