"""Services, the history of their facts, and the moves of their stage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class Service(Base):
    __tablename__ = "services"
    __table_args__ = (
        CheckConstraint(
            "stage in ('pre_launch','launched','sre_managed','handed_back','retired')",
            name="stage_known",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(500), default="")
    owner_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    facts: Mapped[Plain]
    stage: Mapped[str] = mapped_column(String(20), default="pre_launch")
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class FactChange(Base):
    """Append-only: the facts of a service as they were set, and by whom."""

    __tablename__ = "fact_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    facts: Mapped[Plain]
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class StageMove(Base):
    """Append-only: how a service came to the stage it is in."""

    __tablename__ = "stage_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20))
    because: Mapped[str] = mapped_column(String(40))
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def service_by_slug(session: Session, slug: str) -> Service | None:
    return session.scalar(select(Service).where(Service.slug == slug))


def lock_service(session: Session, service_id: int) -> Service:
    """Return the service, held until the transaction ends. The first lock of every change.

    Rows that only name the service do not wait for it: they could hold what is locked later.
    """
    query = select(Service).where(Service.id == service_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def every_service(session: Session) -> Sequence[Service]:
    return session.scalars(select(Service).order_by(Service.name, Service.id)).all()


def slugs_of(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    rows = session.execute(select(Service.id, Service.slug).where(Service.id.in_(ids)))
    return {row.id: row.slug for row in rows}


def names_of(session: Session, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """Return the short name and the name of each."""
    query = select(Service.id, Service.slug, Service.name).where(Service.id.in_(ids))
    rows = session.execute(query).all() if ids else []
    return {row.id: (row.slug, row.name) for row in rows}


def fact_changes_of(session: Session, service_id: int) -> Sequence[FactChange]:
    query = select(FactChange).where(FactChange.service_id == service_id)
    return session.scalars(query.order_by(FactChange.id)).all()


def stage_moves_of(session: Session, service_id: int) -> Sequence[StageMove]:
    query = select(StageMove).where(StageMove.service_id == service_id)
    return session.scalars(query.order_by(StageMove.id)).all()
