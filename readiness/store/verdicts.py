"""What the gate answers, stored ahead as segments of time, and a summary of each review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain
from readiness.store.reviews import Review


class Segment(Base):
    """The verdict on one service and environment from one instant until another, or for good.

    Not history but a forecast: it is computed anew with every change that touches it. It holds the
    `address` that pipelines ask by, made of names that never change, so that the gate joins little.
    """

    __tablename__ = "verdict_segments"
    __table_args__ = (
        CheckConstraint("verdict in ('approved','blocked')", name="verdict_known"),
        Index("ix_verdict_segments_now", "service_id", "environment_id", "starts_at"),
        Index("ix_verdict_segments_gate", "address", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    environment_id: Mapped[int] = mapped_column(ForeignKey("environments.id"))
    kind: Mapped[str] = mapped_column(String(20), default="launch")
    address: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    verdict: Mapped[str] = mapped_column(String(20))
    enforced: Mapped[bool]
    body: Mapped[str]


class ReviewSummary(Base):
    """What lists show of a review, so that no list has to judge it."""

    __tablename__ = "review_summaries"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    score: Mapped[int | None]
    summary: Mapped[Plain]
    at: Mapped[datetime]


def replace_segments(session: Session, before: Sequence[Segment], after: Sequence[Segment]) -> None:
    session.execute(delete(Segment).where(Segment.id.in_([row.id for row in before])))
    session.add_all(after)


def every_segment_of(session: Session, service_id: int) -> Sequence[Segment]:
    """Return the segments of all its gates, each gate's by time."""
    query = select(Segment).where(Segment.service_id == service_id)
    return session.scalars(query.order_by(Segment.starts_at)).all()


def segments_of(session: Session, service_id: int, kind: str = "launch") -> Sequence[Segment]:
    query = select(Segment).where(Segment.service_id == service_id, Segment.kind == kind)
    return session.scalars(query.order_by(Segment.environment_id, Segment.starts_at)).all()


def segment_at(
    session: Session, service_id: int, environment_id: int, now: datetime, kind: str = "launch"
) -> Segment | None:
    query = (
        select(Segment)
        .where(
            Segment.service_id == service_id,
            Segment.environment_id == environment_id,
            Segment.kind == kind,
            Segment.starts_at <= now,
        )
        .order_by(Segment.starts_at.desc())
        .limit(1)
    )
    return session.scalar(query)


def summaries_of(session: Session, service_id: int) -> Sequence[ReviewSummary]:
    query = select(ReviewSummary).join(Review, Review.id == ReviewSummary.review_id)
    return session.scalars(query.where(Review.service_id == service_id)).all()


def unsettled(session: Session, service_id: int) -> set[int]:
    """Return the reviews that are new, or still being worked on as their summary says."""
    state = ReviewSummary.state
    query = (
        select(Review.id)
        .outerjoin(ReviewSummary, ReviewSummary.review_id == Review.id)
        .where(
            Review.service_id == service_id,
            or_(state.is_(None), state.not_in(("approved", "abandoned"))),
        )
    )
    return set(session.scalars(query))
