"""What the team claims to each question, every revision of it, and when an area was sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class AnswerRevision(Base):
    """Append-only. `number` counts the revisions of one answer from 1; `value` holds evidence too."""

    __tablename__ = "answer_revisions"
    __table_args__ = (
        UniqueConstraint("review_id", "question", "number"),
        Index("ix_answer_revisions_contributors", "review_id", "area", "by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    area: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    value: Mapped[Plain]
    evidence: Mapped[list[Plain]]
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Sending(Base):
    """Append-only: from then on reviewers see the area's answers up to this revision."""

    __tablename__ = "sendings"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    area: Mapped[str] = mapped_column(String(40))
    up_to: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class RevisionMark:
    """Which revision of which answer, by whom, without what it says."""

    id: int
    area: str
    question: str
    by: int


def revision_marks(session: Session, review_id: int) -> Sequence[RevisionMark]:
    """Return a mark for every revision, oldest first."""
    query = select(
        AnswerRevision.id, AnswerRevision.area, AnswerRevision.question, AnswerRevision.by
    ).where(AnswerRevision.review_id == review_id)
    return [RevisionMark(*row) for row in session.execute(query.order_by(AnswerRevision.id))]


def newest_ids(session: Session, review_id: int) -> dict[str, int]:
    """Return the newest revision of each answer, by question."""
    query = select(AnswerRevision.question, func.max(AnswerRevision.id)).where(
        AnswerRevision.review_id == review_id
    )
    rows = session.execute(query.group_by(AnswerRevision.question))
    return dict(iter(rows))


def saved_at(session: Session, review_id: int) -> dict[int, datetime]:
    """Return when each revision was saved."""
    query = select(AnswerRevision.id, AnswerRevision.at)
    return dict(iter(session.execute(query.where(AnswerRevision.review_id == review_id))))


def ids_up_to(
    session: Session, review_id: int, up_to: Mapping[str, int], questions: Mapping[str, int]
) -> dict[str, int]:
    """Return the newest revision of each answer that is not beyond its area's mark or its own."""
    sent = [
        and_(AnswerRevision.area == area, AnswerRevision.id <= mark) for area, mark in up_to.items()
    ]
    sent += [
        and_(AnswerRevision.question == question, AnswerRevision.id <= mark)
        for question, mark in questions.items()
    ]
    query = select(AnswerRevision.question, func.max(AnswerRevision.id)).where(
        AnswerRevision.review_id == review_id, or_(*sent)
    )
    rows = session.execute(query.group_by(AnswerRevision.question))
    return dict(iter(rows))


def contributors(
    session: Session, review_id: int, moved: Mapping[str, str]
) -> dict[str, frozenset[int]]:
    """Return by area everybody who ever answered or gave evidence in it.

    `moved` holds the area of each question that is in another now: they contributed there too.
    """
    query = select(AnswerRevision.area, AnswerRevision.by).distinct()
    query = query.where(AnswerRevision.review_id == review_id)
    pairs = [(area, person) for area, person in session.execute(query)]
    if moved:
        pairs += [
            (moved[question], person) for question, person in _authors(session, review_id, moved)
        ]
    found: dict[str, set[int]] = {}
    for area, person in pairs:
        found.setdefault(area, set()).add(person)
    return {area: frozenset(people) for area, people in found.items()}


def _authors(
    session: Session, review_id: int, questions: Collection[str]
) -> Sequence[tuple[str, int]]:
    query = select(AnswerRevision.question, AnswerRevision.by).distinct()
    query = query.where(
        AnswerRevision.review_id == review_id, AnswerRevision.question.in_(questions)
    )
    return [(question, person) for question, person in session.execute(query)]


def revisions_by_id(session: Session, ids: Collection[int]) -> dict[int, AnswerRevision]:
    query = select(AnswerRevision).where(AnswerRevision.id.in_(ids))
    return {revision.id: revision for revision in session.scalars(query)}


def revisions_of(
    session: Session, review_id: int, questions: Collection[str]
) -> Sequence[AnswerRevision]:
    """Return every revision of these answers, newest first."""
    query = select(AnswerRevision).where(
        AnswerRevision.review_id == review_id, AnswerRevision.question.in_(questions)
    )
    return session.scalars(query.order_by(AnswerRevision.id.desc())).all()


def newest_of_each(
    session: Session, review_id: int, questions: Collection[str]
) -> Sequence[AnswerRevision]:
    """Return the newest revision under each of these ids that has one."""
    found = (newest_revision(session, review_id, question) for question in questions)
    return [revision for revision in found if revision is not None]


def newest_revision(session: Session, review_id: int, question: str) -> AnswerRevision | None:
    query = select(AnswerRevision).where(
        AnswerRevision.review_id == review_id, AnswerRevision.question == question
    )
    return session.scalar(query.order_by(AnswerRevision.number.desc()).limit(1))


def sendings_of(session: Session, review_id: int) -> Sequence[Sending]:
    query = select(Sending).where(Sending.review_id == review_id)
    return session.scalars(query.order_by(Sending.id)).all()
