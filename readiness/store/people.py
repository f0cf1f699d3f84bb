"""People, the accounts they sign in with, and the roles they hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.core.handles import Named
from readiness.store.base import Base


class Person(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    created_at: Mapped[datetime]


class Account(Base):
    """A way to sign in. Rules compare people: one person may have several accounts."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class RoleGrant(Base):
    __tablename__ = "role_grants"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def roles_of(session: Session, person_id: int) -> frozenset[str]:
    return frozenset(
        session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person_id))
    )


def with_role(session: Session, role: str) -> frozenset[int]:
    return frozenset(session.scalars(select(RoleGrant.person_id).where(RoleGrant.role == role)))


def everybody(session: Session) -> Sequence[Person]:
    return session.scalars(select(Person).order_by(Person.name, Person.id)).all()


def names(session: Session, ids: frozenset[int]) -> dict[int, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}


def names_and_active(
    session: Session, ids: Collection[int]
) -> tuple[dict[int, str], frozenset[int]]:
    """Return the names of these people, and who of them can sign in, in one query."""
    active = select(Account.id).where(Account.person_id == Person.id, Account.is_active).exists()
    rows = session.execute(select(Person.id, Person.name, active).where(Person.id.in_(ids))).all()
    return {id_: name for id_, name, _ in rows}, frozenset(id_ for id_, _, is_in in rows if is_in)


def time_zones(session: Session, ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = session.execute(select(Person.id, Person.time_zone).where(Person.id.in_(ids)))
    return {row.id: row.time_zone for row in rows}


def active_ids(session: Session) -> frozenset[int]:
    """Return the people who can still sign in by at least one account."""
    return frozenset(session.scalars(active()))


def active() -> Select[int]:
    return select(Account.person_id).where(Account.is_active)


def active_names(session: Session) -> Sequence[Named]:
    """Return who can sign in, with their names."""
    inside = select(Account.person_id).where(Account.is_active)
    query = select(Person.id, Person.name).where(Person.id.in_(inside)).order_by(Person.id)
    return [Named(*row) for row in session.execute(query)]


def is_active(session: Session, person_id: int) -> bool:
    """Return whether the person can sign in by at least one account."""
    query = select(Account.id).where(Account.person_id == person_id, Account.is_active)
    return session.scalar(query.limit(1)) is not None
