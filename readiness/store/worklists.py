"""What waits for somebody, over all reviews: read from the rows kept for lists, none is judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from readiness.store.assignments import Consultant
from readiness.store.base import Plain
from readiness.store.delegations import Delegation
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.signoffs import Vote, Withdrawal
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary, Segment
from readiness.store.waivers import Waiver, WaiverDecision

UNDER_WAY = ("draft", "in_review", "reopened")


@dataclass(frozen=True, slots=True)
class OpenReview:
    """A review that is under way, with its summary."""

    id: int
    kind: str
    planned_at: datetime
    asked_by: int
    version_id: int
    service: str
    owner: str
    environment: str
    state: str
    summary: Plain
    team: str  # the short name of the owner's
    slug: str  # that of the service
    is_advised: bool = False
    is_handed: bool = False  # something of it is or was that person's to answer


@dataclass(frozen=True, slots=True)
class WaiverOf:
    waiver: Waiver
    service: str
    review: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A gate that lets through now and closes at a known instant; `body` says why."""

    service: str
    slug: str
    environment: str
    at: datetime
    body: str
    since: datetime  # from when on it has let through
    team: str  # the short name of the owner's


def under_way(
    session: Session,
    *,
    teams: Collection[str] | None = None,
    person: int | None = None,
    states: Collection[str] = UNDER_WAY,
) -> Sequence[OpenReview]:
    """Return reviews under way, the soonest planned first.

    `teams` own their services, or the `person` goes along with them or was handed some of them.
    """
    advised, handed = Review.id.in_(_advised(person)), Review.id.in_(_handed(person))
    query = _reviews().add_columns(advised, handed).where(ReviewSummary.state.in_(states))
    if teams is not None:
        query = query.where(or_(Team.slug.in_(teams), advised, handed))
    return [OpenReview(*row) for row in session.execute(query.order_by(Review.planned_at))]


def _advised(person: int | None) -> Select[int]:
    newest = select(func.max(Consultant.id)).group_by(Consultant.review_id)
    query = select(Consultant.review_id).where(Consultant.id.in_(newest))
    return query.where(Consultant.person_id == (person or 0))


def _handed(person: int | None) -> Select[int]:
    return select(Delegation.review_id).where(Delegation.person_id == (person or 0))


def _reviews() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Review.id,
            Review.kind,
            Review.planned_at,
            Review.asked_by,
            Review.checklist_version_id,
            Service.name,
            Team.name,
            Environment.name,
            ReviewSummary.state,
            ReviewSummary.summary,
            Team.slug,
            Service.slug,
        )
        .join(ReviewSummary, ReviewSummary.review_id == Review.id)
        .join(Service, Service.id == Review.service_id)
        .join(Team, Team.id == Service.owner_team_id)
        .join(Environment, Environment.id == Review.environment_id)
    )


def last_votes(
    session: Session, person: int, reviews: Collection[int]
) -> dict[tuple[int, str], datetime]:
    """Return when the person last voted on each gate of these reviews, but for withdrawn votes."""
    query = (
        select(Vote.review_id, Vote.gate, func.max(Vote.at).label("at"))
        .where(Vote.by == person, Vote.review_id.in_(reviews))
        .where(Vote.id.not_in(select(Withdrawal.vote_id)))
        .group_by(Vote.review_id, Vote.gate)
    )
    return {(row.review_id, row.gate): row.at for row in session.execute(query)}


def undecided_waivers(session: Session, now: datetime) -> Sequence[WaiverOf]:
    """Return the waivers that nobody decided on and that could still run, oldest first."""
    decided = select(WaiverDecision.waiver_id)
    query = _waivers().where(Waiver.id.not_in(decided), Waiver.ends_at > now)
    query = query.where(Review.id.in_(_alive()))
    return [WaiverOf(*row) for row in session.execute(query.order_by(Waiver.id))]


def _waivers() -> Select[*tuple[Any, ...]]:
    return (
        select(Waiver, Service.name, Review.id)
        .join(Review, Review.id == Waiver.review_id)
        .join(Service, Service.id == Review.service_id)
    )


def _alive() -> Select[int]:
    return select(ReviewSummary.review_id).where(ReviewSummary.state != "abandoned")


def closings(
    session: Session, teams: Collection[str], now: datetime, until: datetime
) -> Sequence[Closing]:
    """Return the gates of the teams' services that are open now and close by then."""
    current, following = aliased(Segment), aliased(Segment)
    query = (
        select(
            Service.name,
            Service.slug,
            Environment.name,
            following.starts_at,
            following.body,
            current.starts_at,
            Team.slug,
        )
        .join(current, current.service_id == Service.id)
        .join(
            following,
            (following.service_id == Service.id)
            & (following.environment_id == current.environment_id)
            & (following.starts_at == current.ends_at),
        )
        .join(Environment, Environment.id == current.environment_id)
        .join(Team, Team.id == Service.owner_team_id)
        # A change's gate closes at its time in any case: nothing that anybody has to prevent.
        .where(Team.slug.in_(teams), current.starts_at <= now, current.kind == "launch")
        .where(following.kind == "launch")
        .where(current.verdict == "approved", following.verdict == "blocked")
        .where(following.starts_at > now, following.starts_at <= until)
    )
    return [Closing(*row) for row in session.execute(query.order_by(following.starts_at))]
