"""Action items that are still owed, over all services, read without judging any review."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from readiness.store.action_items import ActionItem, ActionItemMove, standing
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary

CLOSED = ("done", "dropped")
#: What holds of an item now: what its newest move says, or before the first, what was agreed.
current_owner = case(
    (ActionItemMove.id.is_(None), ActionItem.owner_id), else_=ActionItemMove.owner_id
)
current_due = func.coalesce(ActionItemMove.due_on, ActionItem.due_on)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item with its newest move, the service that owes it, and the owner team's time zone."""

    row: ActionItem
    move: ActionItemMove | None
    kind: str
    service: str
    slug: str
    team: str
    zone: str
    team_slug: str


def open_items(
    session: Session, wanted: ColumnElement[bool], *, offset: int = 0, limit: int | None = None
) -> Sequence[OpenItem]:
    """Return the open items, the first due first."""
    query = _open(standing().add_columns(Review.kind, *_SERVICE)).where(wanted)
    query = query.order_by(current_due, ActionItem.id).offset(offset).limit(limit)
    return [OpenItem(*row) for row in session.execute(query)]


def count_open(session: Session, wanted: ColumnElement[bool]) -> int:
    query = _open(standing()).where(wanted).with_only_columns(func.count())
    return session.scalar(query) or 0


_SERVICE = (Service.name, Service.slug, Team.name, Team.time_zone, Team.slug)


def _open(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Leave out what is closed, and what would have stopped a launch that was given up."""
    abandoned = select(ReviewSummary.review_id).where(ReviewSummary.state == "abandoned")
    return (
        query.join(Review, Review.id == ActionItem.review_id)
        .join(Service, Service.id == ActionItem.service_id)
        .join(Team, Team.id == Service.owner_team_id)
        .where(or_(ActionItemMove.id.is_(None), ActionItemMove.move.not_in(CLOSED)))
        .where(or_(~ActionItem.before_launch, ActionItem.review_id.not_in(abandoned)))
    )


def owned_by(person: int | None) -> ColumnElement[bool]:
    return current_owner == person if person is not None else false()


def owed_by_teams(teams: Collection[str]) -> ColumnElement[bool]:
    return Team.slug.in_(teams)


def owed_by_service(slug: str) -> ColumnElement[bool]:
    return Service.slug == slug


def is_due_before(day: date) -> ColumnElement[bool]:
    return current_due < day


def pressing(person: int | None, teams: Collection[str], day: date) -> ColumnElement[bool]:
    """Select the person's own, and those of their teams that are late or that nobody owns."""
    neglected = or_(is_due_before(day), current_owner.is_(None))
    return or_(owned_by(person), and_(owed_by_teams(teams), neglected))
