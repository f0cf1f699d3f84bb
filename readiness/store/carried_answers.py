"""Which answers were taken over from an earlier review, and confirmed by who gave them anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ForeignKey, Select, bindparam, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from readiness.store.answers import AnswerRevision
from readiness.store.base import Base
from readiness.store.reviews import Review


class CarriedAnswer(Base):
    """Append-only."""

    __tablename__ = "carried_answers"

    revision_id: Mapped[int] = mapped_column(ForeignKey("answer_revisions.id"), primary_key=True)
    from_revision_id: Mapped[int] = mapped_column(ForeignKey("answer_revisions.id"))


def carried_into(session: Session, review_id: int) -> dict[int, tuple[int, datetime]]:
    """Return for each revision that confirms an earlier answer that answer's review, and its start."""
    confirmed, earlier = aliased(AnswerRevision), aliased(AnswerRevision)
    query = (
        select(confirmed.id, Review.id, Review.asked_at)
        .join(CarriedAnswer, CarriedAnswer.revision_id == confirmed.id)
        .join(earlier, earlier.id == CarriedAnswer.from_revision_id)
        .join(Review, Review.id == earlier.review_id)
        .where(confirmed.review_id == review_id)
    )
    return {id_: (review, at) for id_, review, at in session.execute(query)}


@dataclass(frozen=True, slots=True)
class Source:
    """The revision that another was confirmed from. `version` is what its review stands on."""

    revision: int
    review: int
    version: int
    question: str


def sources_of(session: Session, review_id: int) -> dict[int, Source]:
    """Return for each revision of this review that confirms an earlier answer that answer."""
    return {row[0]: Source(*row[1:]) for row in session.execute(_sources(), {"review": review_id})}


@cache
def _sources() -> Select[int, int, int, int, str]:
    """Put the query together once: every save asks it, and that took longer than the answer."""
    confirmed, earlier = aliased(AnswerRevision), aliased(AnswerRevision)
    return (
        select(
            confirmed.id,
            earlier.id,
            Review.id,
            Review.checklist_version_id,
            earlier.question,
        )
        .join(CarriedAnswer, CarriedAnswer.revision_id == confirmed.id)
        .join(earlier, earlier.id == CarriedAnswer.from_revision_id)
        .join(Review, Review.id == earlier.review_id)
        .where(confirmed.review_id == bindparam("review"))
    )
