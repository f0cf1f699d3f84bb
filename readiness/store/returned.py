"""What came back to the teams that own services: gates that closed again, waivers turned down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from readiness.store.base import Plain
from readiness.store.environments import Environment
from readiness.store.people import Person
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary, Segment
from readiness.store.waivers import Waiver, WaiverDecision


@dataclass(frozen=True, slots=True)
class ClosedGate:
    """A gate that is closed now; `body` says by which review and why."""

    service: str
    environment: str
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """A waiver whose newest decision refused or revoked it, by whom and why."""

    waiver: Waiver
    decision: WaiverDecision
    by: str
    service: str
    summary: Plain


def closed_gates(session: Session, teams: Collection[str], now: datetime) -> Sequence[ClosedGate]:
    """Return those of the teams' services that are in use, by name. A change's time is over anyway."""
    query = (
        select(Service.name, Environment.name, Segment.kind, Segment.body)
        .join(Service, Service.id == Segment.service_id)
        .join(Team, Team.id == Service.owner_team_id)
        .join(Environment, Environment.id == Segment.environment_id)
        .where(Team.slug.in_(teams), Service.stage != "retired", Segment.kind != "change")
        .where(Segment.verdict == "blocked", Segment.starts_at <= now)
        .where(or_(Segment.ends_at.is_(None), Segment.ends_at > now))
    )
    return [ClosedGate(*row) for row in session.execute(query.order_by(Service.name))]


def states(session: Session, reviews: Collection[int]) -> Mapping[int, str]:
    """Return how far these reviews have come."""
    query = select(ReviewSummary.review_id, ReviewSummary.state)
    found = session.execute(query.where(ReviewSummary.review_id.in_(reviews)))
    return {row.review_id: row.state for row in found}


def turned_down(session: Session, teams: Collection[str]) -> Sequence[TurnedDown]:
    """Return what others turned down in the teams' reviews and was not asked for again since."""
    newest = select(func.max(WaiverDecision.id)).group_by(WaiverDecision.waiver_id)
    last = select(func.max(Waiver.id)).group_by(Waiver.review_id, Waiver.question)
    query = (
        select(Waiver, WaiverDecision, Person.name, Service.name, ReviewSummary.summary)
        .join(WaiverDecision, WaiverDecision.waiver_id == Waiver.id)
        .join(Person, Person.id == WaiverDecision.by)
        .join(Review, Review.id == Waiver.review_id)
        .join(ReviewSummary, ReviewSummary.review_id == Review.id)
        .join(Service, Service.id == Review.service_id)
        .join(Team, Team.id == Service.owner_team_id)
        .where(WaiverDecision.id.in_(newest), Waiver.id.in_(last))
        .where(WaiverDecision.decision != "granted", WaiverDecision.by != Waiver.by)
        .where(Team.slug.in_(teams), ReviewSummary.state != "abandoned")
    )
    return [TurnedDown(*row) for row in session.execute(query.order_by(WaiverDecision.id))]
