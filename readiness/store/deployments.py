"""Deployments that pipelines reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Deployment(Base):
    """Append-only. `verdict` is what the gate said when the deployment was reported."""

    __tablename__ = "deployments"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    environment_id: Mapped[int] = mapped_column(ForeignKey("environments.id"))
    artifact: Mapped[str] = mapped_column(String(300), default="")
    verdict: Mapped[str] = mapped_column(String(20))
    token_id: Mapped[int | None] = mapped_column(ForeignKey("api_tokens.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def deployments_of(session: Session, service_id: int, limit: int = 20) -> Sequence[Deployment]:
    query = select(Deployment).where(Deployment.service_id == service_id)
    return session.scalars(query.order_by(Deployment.id.desc()).limit(limit)).all()
