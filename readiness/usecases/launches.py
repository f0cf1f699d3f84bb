"""The moment a service takes its traffic: said by a person, or reported by a pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.handovers import said
from readiness.core.rights import Action, Actor, require
from readiness.core.verdicts import Verdict
from readiness.core.working_days import today_in
from readiness.store import environments, reviews, services, verdicts
from readiness.store.deployments import Deployment
from readiness.store.environments import Environment
from readiness.store.services import Service
from readiness.usecases import dossiers, launch_questions, standing_freezes
from readiness.usecases import reviews as review_cases
from readiness.usecases import services as service_cases
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier
from readiness.usecases.governing import governing
from readiness.usecases.phases import Move
from readiness.usecases.records import record, touch

PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Launching:
    """`today` is the day of the owner team."""

    found: Dossier
    today: date


def launched(
    session: Session, review_id: int, *, by: Actor, now: datetime, on: date | None = None
) -> None:
    """Say that the launch has happened, today or `on` a day since the approval."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.LAUNCH, owner_team=found.owner.slug)
    require_launched(session, found, now=now)
    at = _instant(session, found, on, now)
    _mark(session, found.service, found.subject.environment, by=by, now=now, at=at)


def launching(session: Session, review_id: int, *, by: Actor, now: datetime) -> Launching:
    """Return what can be said to have launched. Refuses whoever could not say so."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    require(by, Action.LAUNCH, owner_team=found.owner.slug)
    if found.case.approved and found.case.approved.is_launched:
        raise WrongMoment("It has launched already.")
    require_launched(session, found, now=now)
    return Launching(found, today_in(calendar_of(session, found.owner), now))


def require_launched(session: Session, found: Dossier, *, now: datetime) -> None:
    """Raise WrongMoment unless its approval counts now: only then can it have launched."""
    if found.review.kind != Kind.LAUNCH:
        raise WrongMoment("Only a launch review can be said to have launched.")
    environment = found.subject.environment
    if governing(session, found.service.id).get(environment.id) != found.review.id:
        raise WrongMoment("Another review governs the gate; say it there.")
    if _verdict(session, found.service, environment, now) != Verdict.APPROVED:
        raise WrongMoment("The gate does not let this launch through, so it cannot have happened.")


def _instant(session: Session, found: Dossier, on: date | None, now: datetime) -> datetime:
    """Return when it launched, by the days of the owner team: noon of a day that is over."""
    calendar, approval = calendar_of(session, found.owner), found.approval
    today = today_in(calendar, now)
    if on is None or on == today:
        return now
    since = today_in(calendar, approval.at) if approval else today
    if not since <= on < today:
        sentence = f"Choose a day from the approval on, {said(since)}, until today."
        raise BadInput(sentence, {"day": sentence})
    noon = datetime.combine(on, time(12), ZoneInfo(calendar.zone))
    return max(noon, approval.at) if approval else noon


def report_deployment(
    session: Session, slug: str, *, environment: str, artifact: str, by: Actor, now: datetime
) -> Deployment:
    """Record a deployment as a fact, whatever the gate said. The first one marks the launch."""
    service = services.service_by_slug(session, slug)
    require(by, Action.REPORT_DEPLOYMENT, service=service.id if service else None)
    place = environments.environment_by_name(session, environment)
    if service is None or place is None:
        raise NotFound("There is no such service or environment.")
    service = services.lock_service(session, service.id)
    row = Deployment(
        service_id=service.id,
        environment_id=place.id,
        artifact=artifact,
        verdict=_verdict(session, service, place, now),
        token_id=by.token,
        by=by.person,
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "deployment.reported",
        by=by,
        service=service.id,
        deployment=row.id,
        environment=place.name,
        artifact=artifact,
        verdict=row.verdict,
    )
    if row.verdict == Verdict.APPROVED:
        _mark(session, service, place, by=by, now=now, at=now)
    return row


def _verdict(session: Session, service: Service, place: Environment, now: datetime) -> str:
    segment = verdicts.segment_at(session, service.id, place.id, now)
    if segment is None:
        return Verdict.BLOCKED.value
    calendar = standing_freezes.calendar(session)
    named = {"service": service.slug, "environment": place.name}
    return standing_freezes.over(segment, calendar, **named, now=now).verdict


def _mark(
    session: Session,
    service: Service,
    place: Environment,
    *,
    by: Actor,
    now: datetime,
    at: datetime,
) -> None:
    """Note that the standing approval was used, once, and move the service on in its life."""
    review = reviews.review_by_id(session, governing(session, service.id).get(place.id, 0))
    if review is None or reviews.has_launched(session, service.id, place.id):
        return
    review_cases.move(session, review, Move.LAUNCHED, by=by, now=at)
    when = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    record(session, "review.launched", by=by, service=service.id, review=review.id, on=when)
    if service.stage == "pre_launch" and place.name == PRODUCTION:
        service_cases.move_stage(
            session, service, "launched", because="first launch", by=by, now=at
        )
    launch_questions.owe(session, review, by=by, now=now)
    touch(session, service.id)
    session.flush()
