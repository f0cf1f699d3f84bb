"""What pipelines let through without the gate while it was down, as their records told afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class BrokenGlass(Base):
    """Append-only. `record` is the random name that the pipeline gave it, so it is filed once.

    `who`, `job` and `fault` are what the pipeline says: who ran it, where, and how we failed.
    """

    __tablename__ = "broken_glasses"

    id: Mapped[int] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(String(64), unique=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    environment_id: Mapped[int] = mapped_column(ForeignKey("environments.id"))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(1000))
    who: Mapped[str] = mapped_column(String(200))
    job: Mapped[str] = mapped_column(String(500))
    fault: Mapped[str] = mapped_column(String(500))
    salt: Mapped[str] = mapped_column(String(32))
    token_id: Mapped[int] = mapped_column(ForeignKey("api_tokens.id"))
    filed_by: Mapped[int] = mapped_column(ForeignKey("api_tokens.id"))
    at: Mapped[datetime]
    filed_at: Mapped[datetime]


def filed(session: Session, record: str) -> BrokenGlass | None:
    return session.scalar(select(BrokenGlass).where(BrokenGlass.record == record))


def filed_since(session: Session, token_id: int, moment: datetime) -> int:
    """Return how many that this token signed came in since then."""
    query = select(func.count()).where(BrokenGlass.token_id == token_id)
    return session.scalar(query.where(BrokenGlass.filed_at > moment)) or 0


def of_service(session: Session, service_id: int) -> Sequence[BrokenGlass]:
    """Return the newest first."""
    query = select(BrokenGlass).where(BrokenGlass.service_id == service_id)
    return session.scalars(query.order_by(BrokenGlass.at.desc(), BrokenGlass.id.desc())).all()
