"""The life of a service, read from the moves of its stage and the recorded steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.handovers import SELF_MANAGED_DAYS, Moved, Stage, Step, Taken
from readiness.core.lives import HandoffReview, Life
from readiness.store import environments, handovers, people, reviews, services
from readiness.store.handovers import Handover
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases import checklists
from readiness.usecases.checklists import Pinned
from readiness.usecases.governing import governing

#: What an SRE team takes over is what answers real traffic.
PRODUCTION = "production"


def life_of(session: Session, service: Service, *, now: datetime) -> Life:
    """Return the service's life until now, by the days of its owner team."""
    zone = ZoneInfo(session.get_one(Team, service.owner_team_id).time_zone)
    rows = handovers.handovers_of(session, service.id)
    possible: tuple[Pinned, ...] = checklists.startable(session, Kind.HANDOFF)
    place = production_of(session)
    handoff = _handoff(session, service, place, rows)
    if handoff is not None:  # what it was started with is what counts
        possible = (checklists.pinned(session, handoff.checklist_version_id),)
    soonest = min(possible, key=_days, default=None)
    planned_at = _planned_at(session, service, place)
    return Life(
        moves=_moved(session, service, zone),
        steps=_taken(session, rows),
        today=now.astimezone(zone).date(),
        has_handoff=soonest is not None,
        handoff_checklist=soonest.checklist.id if soonest else "",
        self_managed_days=_days(soonest) if soonest else None,
        planned_at=planned_at,
        planned_on=planned_at.astimezone(zone).date() if planned_at else None,
        handoff=HandoffReview(handoff.id, not handoff.is_open) if handoff else None,
    )


def _days(pinned: Pinned) -> int:
    days = pinned.checklist.policy.self_managed_days
    return SELF_MANAGED_DAYS if days is None else days


def production_of(session: Session) -> int:
    return {each.name: each.id for each in environments.every_environment(session)}[PRODUCTION]


def _moved(session: Session, service: Service, zone: ZoneInfo) -> tuple[Moved, ...]:
    """Return every move of its stage; one that has none was always where it is."""
    rows = [(row.stage, row.at) for row in services.stage_moves_of(session, service.id)]
    known = rows or [(service.stage, service.created_at)]
    return tuple(Moved(Stage(stage), at, at.astimezone(zone).date()) for stage, at in known)


def _taken(session: Session, rows: Sequence[Handover]) -> tuple[Taken, ...]:
    ids = frozenset(id_ for row in rows for id_ in (row.by, row.person_id) if id_ is not None)
    names = people.names(session, ids) if rows else {}
    teams = _team_names(session, rows)
    return tuple(
        Taken(
            step=Step(row.step),
            at=row.at,
            by=names[row.by],
            team=teams.get(row.team_id or 0, ""),
            person=names.get(row.person_id or 0, ""),
            reason=row.reason,
            review=row.review_id,
            effective_on=row.effective_on,
            consulting_until=row.consulting_until,
        )
        for row in rows
    )


def _team_names(session: Session, rows: Sequence[Handover]) -> Mapping[int, str]:
    ids = {row.team_id for row in rows if row.team_id is not None}
    query = select(Team.id, Team.name).where(Team.id.in_(ids))
    return {row.id: row.name for row in session.execute(query)} if ids else {}


def _planned_at(session: Session, service: Service, place: int) -> datetime | None:
    """Return when the first launch is planned, if it has not happened."""
    found = governing(session, service.id).get(place) if service.stage == Stage.PRE_LAUNCH else None
    review = reviews.review_by_id(session, found) if found else None
    return review.planned_at if review else None


def _handoff(
    session: Session, service: Service, place: int, rows: Sequence[Handover]
) -> Review | None:
    """Return the newest hand-off review of production that no acceptance has used yet."""
    used = max((row.review_id or 0 for row in rows), default=0)
    for each in reversed(reviews.alive_of(session, service.id)):
        if (each.kind, each.environment) == (Kind.HANDOFF, place) and each.id > used:
            return reviews.review_by_id(session, each.id)
    return None
