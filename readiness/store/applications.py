"""Newer facts or a newer checklist version, applied to a running review, and taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class Application(Base):
    """Append-only: what the review stood on before and after. `undoes` names the one taken back."""

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    from_version_id: Mapped[int] = mapped_column(ForeignKey("checklist_versions.id"))
    to_version_id: Mapped[int] = mapped_column(ForeignKey("checklist_versions.id"))
    from_facts: Mapped[Plain]
    to_facts: Mapped[Plain]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), unique=True)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def applications_to(session: Session, reviews: Collection[int]) -> dict[int, list[Application]]:
    """Return by review what was applied to it, oldest first, for those that have any."""
    query = select(Application).where(Application.review_id.in_(reviews)).order_by(Application.id)
    found: dict[int, list[Application]] = {}
    for row in session.scalars(query) if reviews else ():
        found.setdefault(row.review_id, []).append(row)
    return found


def applications_of(session: Session, review_id: int) -> Sequence[Application]:
    query = select(Application).where(Application.review_id == review_id)
    return session.scalars(query.order_by(Application.id)).all()
