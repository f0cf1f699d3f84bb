"""Connections: places outside that hear of what happens. Their addresses and secrets are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Connection(Base):
    """`host` alone is shown. No `events` are all of them, no `teams` the services of every team."""

    __tablename__ = "connections"
    __table_args__ = (
        CheckConstraint("kind in ('slack','teams','webhook')", name="kind_known"),
        CheckConstraint("not is_enabled or removed_at is null", name="removed_is_off"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    host: Mapped[str] = mapped_column(String(260))
    sealed_url: Mapped[str] = mapped_column(Text)
    sealed_secret: Mapped[str] = mapped_column(Text, default="")
    sealed_old_secret: Mapped[str] = mapped_column(Text, default="")
    old_secret_until: Mapped[datetime | None]
    events: Mapped[list[str]]
    teams: Mapped[list[str]]
    is_enabled: Mapped[bool] = mapped_column(default=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


def every_connection(session: Session) -> Sequence[Connection]:
    query = select(Connection).where(Connection.removed_at.is_(None))
    return session.scalars(query.order_by(Connection.name, Connection.id)).all()


def enabled(session: Session) -> Sequence[Connection]:
    query = select(Connection).where(Connection.is_enabled.is_(True))
    return session.scalars(query.order_by(Connection.id)).all()
