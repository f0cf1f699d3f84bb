"""Reviews: one checklist version applied to one service for one environment, and their moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class Review(Base):
    """`is_open` is true until the review is approved for the first time or abandoned, then null.

    Never false: the constraint takes nulls for different, so that it holds for open ones alone.
    `has_damage` says that a file of it was found damaged: only then anybody looks for which.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("service_id", "environment_id", "kind", "is_open"),
        CheckConstraint("is_open", name="never_false"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    environment_id: Mapped[int] = mapped_column(ForeignKey("environments.id"))
    checklist_version_id: Mapped[int] = mapped_column(
        ForeignKey("checklist_versions.id", ondelete="RESTRICT")
    )
    kind: Mapped[str] = mapped_column(String(20))
    facts: Mapped[Plain]
    planned_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    is_open: Mapped[bool | None] = mapped_column(default=True)
    has_damage: Mapped[bool] = mapped_column(default=False, server_default=false())


class ReviewMove(Base):
    """Append-only: started, approved, reopened, launched, abandoned, planned anew.

    A reopening names its `areas`, and in `closes` the rounds up to which approvals are void.
    """

    __tablename__ = "review_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    move: Mapped[str] = mapped_column(String(20))
    areas: Mapped[list[str]]
    closes: Mapped[Plain]
    reason: Mapped[str] = mapped_column(String(2000), default="")
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class AliveReview:
    """As much of a review as tells which one governs."""

    id: int
    kind: str
    environment: int
    is_open: bool | None


def review_by_id(session: Session, review_id: int) -> Review | None:
    return session.get(Review, review_id)


def lock_review(session: Session, review_id: int) -> Review:
    query = select(Review).where(Review.id == review_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def reviews_of(session: Session, service_id: int) -> Sequence[Review]:
    query = select(Review).where(Review.service_id == service_id).order_by(Review.id.desc())
    return session.scalars(query).all()


def moves_of(session: Session, review_id: int) -> Sequence[ReviewMove]:
    query = select(ReviewMove).where(ReviewMove.review_id == review_id)
    return session.scalars(query.order_by(ReviewMove.id)).all()


def open_reviews_of(session: Session, service_id: int) -> Sequence[Review]:
    query = select(Review).where(Review.service_id == service_id, Review.is_open.is_(True))
    return session.scalars(query.order_by(Review.id)).all()


def alive_of(session: Session, service_id: int) -> Sequence[AliveReview]:
    """Return the reviews of the service that were not abandoned, oldest first."""
    abandoned = select(ReviewMove.review_id).where(ReviewMove.move == "abandoned")
    query = select(Review.id, Review.kind, Review.environment_id, Review.is_open).where(
        Review.service_id == service_id, Review.id.not_in(abandoned)
    )
    return [AliveReview(*row) for row in session.execute(query.order_by(Review.id))]


def launched_environments(session: Session, service_id: int) -> frozenset[int]:
    """Return where an approval of this service was ever used."""
    query = (
        select(Review.environment_id)
        .join(ReviewMove, ReviewMove.review_id == Review.id)
        .where(Review.service_id == service_id, ReviewMove.move == "launched")
    )
    return frozenset(session.scalars(query.distinct()))


def has_launched(session: Session, service_id: int, environment_id: int) -> bool:
    """Return whether an approval of this service was ever used in this environment."""
    query = (
        select(ReviewMove.id)
        .join(Review, Review.id == ReviewMove.review_id)
        .where(
            Review.service_id == service_id,
            Review.environment_id == environment_id,
            ReviewMove.move == "launched",
        )
    )
    return session.scalar(query.limit(1)) is not None
