"""The waivers of all teams in reviews where the end of one has not come, with whose they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.store import action_items
from readiness.store.action_items import ActionItem, ActionItemMove
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary
from readiness.store.waivers import Waiver, WaiverDecision


@dataclass(frozen=True, slots=True)
class PlacedRow:
    waiver: Waiver
    review: Review
    service: Service
    team: Team


def unended(session: Session, now: datetime, team: int | None = None) -> Sequence[PlacedRow]:
    """Return the waivers of each review that has one until later than now, whatever was decided.

    They are oldest first. What belongs to an abandoned review or a retired service waives
    nothing any more.
    """
    reviews = select(Waiver.review_id).where(Waiver.ends_at > now)
    abandoned = select(ReviewSummary.review_id).where(ReviewSummary.state == "abandoned")
    query = (
        select(Waiver, Review, Service, Team)
        .join(Review, Review.id == Waiver.review_id)
        .join(Service, Service.id == Review.service_id)
        .join(Team, Team.id == Service.owner_team_id)
        .where(Review.id.in_(reviews), Review.id.not_in(abandoned), Service.stage != "retired")
    )
    if team is not None:
        query = query.where(Team.id == team)
    return [PlacedRow(*row) for row in session.execute(query.order_by(Waiver.id))]


def decisions_on(session: Session, waivers: Collection[int]) -> Sequence[WaiverDecision]:
    """Return every decision on these waivers, oldest first."""
    query = select(WaiverDecision).where(WaiverDecision.waiver_id.in_(waivers))
    return session.scalars(query.order_by(WaiverDecision.id)).all()


def items_for(
    session: Session, waivers: Collection[int]
) -> Sequence[tuple[ActionItem, ActionItemMove | None]]:
    """Return the item that removes the need for each of these, with its newest move."""
    query = action_items.standing().where(ActionItem.waiver_id.in_(waivers))
    return [(row[0], row[1]) for row in session.execute(query)]
