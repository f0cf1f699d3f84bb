"""Services whose custody changes: handed back to their teams, or waiting to be taken over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Subquery, func, or_, select
from sqlalchemy.orm import Session, aliased

from readiness.store.base import Plain
from readiness.store.handovers import Handover
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary


@dataclass(frozen=True, slots=True)
class HandedBack:
    """A hand-back with the service, the SRE team's name, and where its owner team's days are."""

    step: Handover
    slug: str
    name: str
    team: str
    time_zone: str


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


def handed_back(session: Session, services: Collection[int], since: date) -> Sequence[HandedBack]:
    """Return how these services were handed back last, if their notice ended since, by name."""
    sre = aliased(Team)
    newest = select(func.max(Handover.id)).where(Handover.step == "handed_back")
    query = (
        select(Handover, Service.slug, Service.name, sre.name, Team.time_zone)
        .join(Service, Service.id == Handover.service_id)
        .join(Team, Team.id == Service.owner_team_id)
        .join(sre, sre.id == Handover.team_id)
        .where(Handover.id.in_(newest.group_by(Handover.service_id)))
        .where(Handover.service_id.in_(services), Handover.effective_on >= since)
        .order_by(Service.name)
    )
    return [HandedBack(*row) for row in session.execute(query)]


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
