"""What came back to the teams that own services: gates that closed again, waivers turned down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from readiness.store.approvals import Approval
from readiness.store.base import Plain
from readiness.store.environments import Environment
from readiness.store.people import Person
from readiness.store.reviews import Review, ReviewMove
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
    """Return what others turned down and was not asked for again since, where it still counts.

    That is in the teams' reviews that are open or that gates go by, of services in use.
    """
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
        .where(Team.slug.in_(teams), Service.stage != "retired")
        .where(ReviewSummary.state != "abandoned", or_(Review.is_open.is_(True), ~_is_overtaken()))
    )
    return [TurnedDown(*row) for row in session.execute(query.order_by(WaiverDecision.id))]


def _is_overtaken() -> ColumnElement[bool]:
    """Return whether another review governs by now (usecases/governing.py): a later approval of
    the same gate, or a later change.
    """
    other = aliased(Review)
    abandoned = select(ReviewMove.review_id).where(ReviewMove.move == "abandoned")
    is_later_change = and_(other.id > Review.id, other.id.not_in(abandoned))
    is_later_approval = _approved_last(other.id) > func.coalesce(_approved_last(Review.id), 0)
    same_gate = (
        select(other.id)
        .where(other.id != Review.id, other.service_id == Review.service_id)
        .where(other.environment_id == Review.environment_id, other.kind == Review.kind)
    )
    is_newer = case((Review.kind == "change", is_later_change), else_=is_later_approval)
    return same_gate.where(is_newer).correlate(Review).exists()


def _approved_last(review: ColumnElement[int] | InstrumentedAttribute[int]) -> ScalarSelect[int]:
    newest = select(func.max(Approval.id)).where(Approval.review_id == review)
    return newest.correlate_except(Approval).scalar_subquery()
