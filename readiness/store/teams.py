"""Teams and who belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base
from readiness.store.people import Account

#: The days of the week on which a team does not work, unless it says others.
WEEKEND = ("saturday", "sunday")


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    weekend: Mapped[list[str]] = mapped_column(default=lambda: list(WEEKEND))
    created_at: Mapped[datetime]


class Membership(Base):
    __tablename__ = "memberships"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    since: Mapped[datetime]


def team_by_slug(session: Session, slug: str) -> Team | None:
    return session.scalar(select(Team).where(Team.slug == slug))


def named_team(session: Session, slug: str) -> Team:
    """Return a team that a checklist names: taking the checklist in has made it."""
    return session.scalars(select(Team).where(Team.slug == slug)).one()


def names_of(session: Session, slugs: Collection[str]) -> dict[str, str]:
    """Return the names of these teams by their short names."""
    query = select(Team.slug, Team.name).where(Team.slug.in_(slugs))
    return {row.slug: row.name for row in session.execute(query)}


def without_members(session: Session, slugs: Collection[str]) -> dict[str, str]:
    """Return the names of those of these teams in which nobody has an active account."""
    inside = (
        select(Membership.team_id)
        .join(Account, Account.person_id == Membership.person_id)
        .where(Account.is_active.is_(True))
    )
    query = select(Team.slug, Team.name).where(Team.slug.in_(slugs), Team.id.not_in(inside))
    return {row.slug: row.name for row in session.execute(query)}


def every_team(session: Session) -> Sequence[Team]:
    return session.scalars(select(Team).order_by(Team.name)).all()


def team_slugs_of(session: Session, person_id: int) -> frozenset[str]:
    query = (
        select(Team.slug)
        .join(Membership, Membership.team_id == Team.id)
        .where(Membership.person_id == person_id)
    )
    return frozenset(session.scalars(query))


def names_by_person(session: Session, people: Collection[int]) -> dict[int, list[str]]:
    """Return the names of the teams of each of these people."""
    query = select(Membership.person_id, Team.name).join(Team, Team.id == Membership.team_id)
    query = query.where(Membership.person_id.in_(people)).order_by(Team.name)
    found: dict[int, list[str]] = {}
    for person, name in session.execute(query):
        found.setdefault(person, []).append(name)
    return found


def members_of(session: Session, slugs: Collection[str]) -> dict[str, frozenset[int]]:
    """Return the people of each of these teams; a team that does not exist has none."""
    query = (
        select(Team.slug, Membership.person_id)
        .join(Membership, Membership.team_id == Team.id)
        .where(Team.slug.in_(slugs))
    )
    found: dict[str, set[int]] = {slug: set() for slug in slugs}
    for row in session.execute(query):
        found[row.slug].add(row.person_id)
    return {slug: frozenset(people) for slug, people in found.items()}
