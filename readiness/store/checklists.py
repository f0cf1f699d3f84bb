"""Checklist versions. One that is stored never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, false, func, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from readiness.store.base import Base, Plain


class ChecklistVersion(Base):
    __tablename__ = "checklist_versions"
    __table_args__ = (UniqueConstraint("checklist", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    checklist: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[Plain]
    synced_at: Mapped[datetime]
    synced_by: Mapped[str] = mapped_column(String(100), server_default="")
    retired: Mapped[bool] = mapped_column(server_default=false())


def version_of(session: Session, checklist: str, version: int) -> ChecklistVersion | None:
    query = select(ChecklistVersion).where(
        ChecklistVersion.checklist == checklist, ChecklistVersion.version == version
    )
    return session.scalar(query)


@dataclass(frozen=True, slots=True)
class VersionMark:
    """A stored version without its content."""

    id: int
    version: int
    kind: str
    retired: bool


def newest_mark(session: Session, checklist: str) -> VersionMark:
    """Return the newest version of a checklist that is stored."""
    row = ChecklistVersion
    query = select(row.id, row.version, row.kind, row.retired).where(row.checklist == checklist)
    return VersionMark(*session.execute(query.order_by(row.version.desc()).limit(1)).one())


def newest_of(session: Session, checklist: str) -> ChecklistVersion | None:
    query = select(ChecklistVersion).where(ChecklistVersion.checklist == checklist)
    return session.scalar(query.order_by(ChecklistVersion.version.desc()).limit(1))


def numbers_of(session: Session, checklist: str) -> Sequence[int]:
    """Return the version numbers of the checklist, newest first."""
    query = select(ChecklistVersion.version).where(ChecklistVersion.checklist == checklist)
    return session.scalars(query.order_by(ChecklistVersion.version.desc())).all()


def startable(session: Session, kind: str | None = None) -> Sequence[ChecklistVersion]:
    """Return the newest version of each checklist, of a kind or of all, that is not retired."""
    newest = select(
        ChecklistVersion.checklist, func.max(ChecklistVersion.version).label("version")
    ).group_by(ChecklistVersion.checklist)
    found = newest.subquery()
    query = select(ChecklistVersion).join(
        found,
        (ChecklistVersion.checklist == found.c.checklist)
        & (ChecklistVersion.version == found.c.version),
    )
    query = query.where(ChecklistVersion.retired.is_(False))
    if kind is not None:
        query = query.where(ChecklistVersion.kind == kind)
    return session.scalars(query.order_by(ChecklistVersion.title, ChecklistVersion.id)).all()


def every_version(session: Session) -> Sequence[ChecklistVersion]:
    query = select(ChecklistVersion).options(defer(ChecklistVersion.document))
    order = (ChecklistVersion.checklist, ChecklistVersion.version.desc())
    return session.scalars(query.order_by(*order)).all()
