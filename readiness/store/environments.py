"""Where services run: rows with fixed names."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Environment(Base):
    __tablename__ = "environments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int] = mapped_column(default=0)


def environment_by_name(session: Session, name: str) -> Environment | None:
    return session.scalar(select(Environment).where(Environment.name == name))


def every_environment(session: Session) -> Sequence[Environment]:
    return session.scalars(select(Environment).order_by(Environment.position)).all()
