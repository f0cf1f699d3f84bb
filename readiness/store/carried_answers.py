"""Which answers were taken over from an earlier review, and confirmed by who gave them anew."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from readiness.store.base import Base


class CarriedAnswer(Base):
    """Append-only."""

    __tablename__ = "carried_answers"

    revision_id: Mapped[int] = mapped_column(ForeignKey("answer_revisions.id"), primary_key=True)
    from_revision_id: Mapped[int] = mapped_column(ForeignKey("answer_revisions.id"))
