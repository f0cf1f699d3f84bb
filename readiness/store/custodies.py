"""Services whose custody changes: handed back to their teams, or waiting to be taken over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Subquery, or_, select
from sqlalchemy.orm import Session

from readiness.store.base import Plain
from readiness.store.handovers import Handover
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary


@dataclass(frozen=True, slots=True)
class Concerning:
    """`signed` are the services whose hand-off review is signed and not used, with its summary."""

    owns_any: bool
    handed_back: tuple[int, ...]
    signed: tuple[tuple[int, Plain], ...]


def concerning(session: Session, teams: Collection[str]) -> Concerning:
    """Return whether these teams own anything, what was handed back to them, what is signed."""
    handoffs = _handoffs()
    query = (
        select(Service.id, Service.stage, Team.slug, handoffs.c.review_id, handoffs.c.summary)
        .join(Team, Team.id == Service.owner_team_id)
        .outerjoin(handoffs, handoffs.c.service_id == Service.id)
        .where(or_(Team.slug.in_(teams), handoffs.c.review_id.is_not(None)))
        .order_by(Service.name)
    )
    rows = session.execute(query).all()
    own = [row for row in rows if row.slug in teams]
    return Concerning(
        bool(own),
        tuple(dict.fromkeys(row.id for row in own if row.stage == "handed_back")),
        tuple((row.id, row.summary) for row in rows if row.review_id is not None),
    )


def _handoffs() -> Subquery:
    used = select(Handover.review_id).where(Handover.step == "accepted")
    return (
        select(Review.service_id, ReviewSummary.review_id, ReviewSummary.summary)
        .join(ReviewSummary, ReviewSummary.review_id == Review.id)
        .join(Service, Service.id == Review.service_id)
        .where(Review.kind == "handoff", ReviewSummary.state == "approved")
        .where(Service.stage.in_(("launched", "handed_back")))
        .where(Review.id.not_in(used.where(Handover.review_id.is_not(None))))
        .subquery()
    )
