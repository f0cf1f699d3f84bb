"""Which questions a review did not meet when it was sent to its reviewers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from readiness.store.base import Base


class UnmetWhenSent(Base):
    """Append-only, and once for a review, however often it is sent."""

    __tablename__ = "unmet_when_sent"
    __table_args__ = (Index("ix_unmet_when_sent_checklist", "checklist", "question"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    checklist: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
