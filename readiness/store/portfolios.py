"""Every service with its verdict now: filtered, sorted and paged by the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from readiness.store.approvals import Approval
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary, Segment


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which services to list. Empty means any; `teams` None means of any team."""

    text: str = ""
    stage: str = ""
    verdict: str = ""
    tier: str = ""
    teams: Collection[str] | None = None
    sort: str = "name"
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A service with what governs its gate in one environment, each None where there is none.

    `closes_at` is when a gate that is open now will close.
    """

    service: Service
    team: str
    segment: Segment | None
    closes_at: datetime | None
    planned_at: datetime | None
    summary: ReviewSummary | None


_TIER = Service.facts["tier"].as_integer()
_ORDERS: Mapping[str, Any] = {
    "name": func.lower(Service.name),
    "stage": Service.stage,
    "tier": _TIER,
    "verdict": Segment.verdict,
    "score": ReviewSummary.score,
}
SORTS = (*_ORDERS, "left")
_VERDICTS: Mapping[str, Callable[[], ColumnElement[bool]]] = {
    "approved": lambda: and_(Segment.verdict == "approved", Segment.enforced),
    "blocked": lambda: and_(Segment.verdict == "blocked", Segment.enforced),
    "not_enforced": lambda: Segment.enforced.is_(False),
}


def count(session: Session, environment: int, wanted: Wanted, now: datetime) -> int:
    query = _chosen(select(func.count()), environment, replace(wanted, sort="name"), now)
    return session.scalar(query) or 0


def rows(
    session: Session, environment: int, wanted: Wanted, now: datetime, *, offset: int, limit: int
) -> Sequence[Row]:
    """Return that part of the list. First it is only found which services it shows, which is quick."""
    query = _chosen(select(Service.id), environment, wanted, now)
    query = query.order_by(*_order(wanted, _closing(environment, now)))
    ids = session.scalars(query.offset(offset).limit(limit)).all()
    found = session.execute(_detailed(environment, now).where(Service.id.in_(ids)))
    by_id = {row[0].id: Row(*row) for row in found}
    return [by_id[service_id] for service_id in ids]


def _chosen(query: Select[int], environment: int, wanted: Wanted, now: datetime) -> Select[int]:
    """Return the query over the services that are wanted, joined with what it takes and no more."""
    query = query.select_from(Service).join(Team, Team.id == Service.owner_team_id)
    if wanted.verdict or wanted.sort in ("verdict", "left"):
        query = query.outerjoin(Segment, _is_now(environment, now))
    if wanted.sort in ("score", "left"):
        query = query.outerjoin(Review, Review.id == _governing(environment))
        query = query.outerjoin(ReviewSummary, ReviewSummary.review_id == Review.id)
    return query.where(*_filters(wanted))


def _detailed(environment: int, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Service,
            Team.name,
            Segment,
            _closing(environment, now),
            Review.planned_at,
            ReviewSummary,
        )
        .join(Team, Team.id == Service.owner_team_id)
        .outerjoin(Segment, _is_now(environment, now))
        .outerjoin(Review, Review.id == _governing(environment))
        .outerjoin(ReviewSummary, ReviewSummary.review_id == Review.id)
    )


def _is_now(environment: int, now: datetime) -> ColumnElement[bool]:
    return and_(
        Segment.service_id == Service.id,
        Segment.environment_id == environment,
        Segment.kind == "launch",
        Segment.starts_at <= now,
        or_(Segment.ends_at.is_(None), Segment.ends_at > now),
    )


def _closing(environment: int, now: datetime) -> ScalarSelect[datetime]:
    later = aliased(Segment)
    first = select(func.min(later.starts_at)).where(
        later.service_id == Service.id,
        later.environment_id == environment,
        later.kind == "launch",
        later.starts_at > now,
        later.verdict == "blocked",
    )
    return first.correlate(Service).scalar_subquery()


def _governing(environment: int) -> ColumnElement[int | None]:
    """Return the review approved last, or before the first approval the open one."""
    approved = select(Approval.review_id).join(Review, Review.id == Approval.review_id)
    return func.coalesce(
        _newest(approved, environment).order_by(Approval.id.desc()).limit(1).scalar_subquery(),
        _opened(environment),
    )


def _opened(environment: int) -> ScalarSelect[int]:
    opened = _newest(select(Review.id), environment).where(Review.is_open.is_(True))
    return opened.limit(1).scalar_subquery()


def _newest(query: Select[int], environment: int) -> Select[int]:
    of_service = query.where(
        Review.service_id == Service.id,
        Review.environment_id == environment,
        Review.kind == "launch",
    )
    return of_service.correlate(Service)


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        found.append(_names(wanted.text))
    if wanted.stage:
        found.append(Service.stage == wanted.stage)
    if wanted.verdict:
        found.append(_VERDICTS[wanted.verdict]())
    if wanted.tier:
        found.append(_TIER.is_(None) if wanted.tier == "unknown" else int(wanted.tier) == _TIER)
    if wanted.teams is not None:
        found.append(Team.slug.in_(wanted.teams))
    return found


def _names(text: str) -> ColumnElement[bool]:
    looked_for = (Service.name, Service.slug, Team.name)
    return or_(*(column.icontains(text, autoescape=True) for column in looked_for))


def _order(wanted: Wanted, closes_at: ScalarSelect[datetime]) -> tuple[Any, ...]:
    ends_at = case((Segment.verdict == "approved", closes_at), else_=Review.planned_at)
    column = {**_ORDERS, "left": ends_at}[wanted.sort]
    directed = column.desc() if wanted.is_descending else column.asc()
    return directed.nulls_last(), func.lower(Service.name), Service.id
