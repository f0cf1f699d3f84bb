"""How many services asked about each question of a checklist, and the threads in which they did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from readiness.store.checklists import ChecklistVersion
from readiness.store.comments import Comment
from readiness.store.reviews import Review
from readiness.store.services import Service


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """So many services have a thread on the question, by the id that it had then."""

    checklist: str
    question: str
    services: int


@dataclass(frozen=True, slots=True)
class AskedIn:
    """A thread, and the service that it is about."""

    first: Comment
    service: int
    name: str


def asked_about(session: Session) -> Sequence[AskedAbout]:
    services = func.count(Review.service_id.distinct())
    query = (
        select(ChecklistVersion.checklist, Comment.question, services)
        .select_from(Comment)
        .join(Review, Review.id == Comment.review_id)
        .join(ChecklistVersion, ChecklistVersion.id == Review.checklist_version_id)
        .where(Comment.thread_id.is_(None), Comment.question.is_not(None))
        .group_by(ChecklistVersion.checklist, Comment.question)
    )
    rows = session.execute(query)
    return [AskedAbout(name, str(question), count) for name, question, count in rows]


def services_asking(session: Session, checklist: str, questions: Collection[str]) -> int:
    """Return how many services asked about a question under any of its ids."""
    query = select(func.count(Review.service_id.distinct())).select_from(Comment)
    return session.scalar(_asking(query, checklist, questions)) or 0


def threads_on(
    session: Session, checklist: str, questions: Collection[str], most: int
) -> Sequence[AskedIn]:
    """Return the newest threads on it, newest first."""
    query = select(Comment, Service.id, Service.name).select_from(Comment)
    query = _asking(query, checklist, questions).join(Service, Service.id == Review.service_id)
    rows = session.execute(query.order_by(Comment.id.desc()).limit(most))
    return [AskedIn(*row) for row in rows]


def _asking(query: Select, checklist: str, questions: Collection[str]) -> Select:  # type: ignore[type-arg]
    return (
        query.join(Review, Review.id == Comment.review_id)
        .join(ChecklistVersion, ChecklistVersion.id == Review.checklist_version_id)
        .where(Comment.thread_id.is_(None), Comment.question.in_(questions))
        .where(ChecklistVersion.checklist == checklist)
    )
