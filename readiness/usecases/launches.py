"""The moment a service takes its traffic: said by a person, or reported by a pipeline."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.errors import NotFound, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.core.verdicts import Verdict
from readiness.store import environments, reviews, services, verdicts
from readiness.store.deployments import Deployment
from readiness.store.environments import Environment
from readiness.store.services import Service
from readiness.usecases import dossiers, launch_questions
from readiness.usecases import reviews as review_cases
from readiness.usecases import services as service_cases
from readiness.usecases.governing import governing
from readiness.usecases.phases import Move
from readiness.usecases.records import record, touch

PRODUCTION = "production"


def launched(session: Session, review_id: int, *, by: Actor, now: datetime) -> None:
    """Say that the launch has happened. Only an approved one can be said to have."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.LAUNCH, owner_team=found.owner.slug)
    if found.review.kind != Kind.LAUNCH:
        raise WrongMoment("Only a launch review can be said to have launched.")
    environment = found.subject.environment
    if governing(session, found.service.id).get(environment.id) != review_id:
        raise WrongMoment("Another review governs the gate; say it there.")
    if _verdict(session, found.service, environment, now) != Verdict.APPROVED:
        raise WrongMoment("The gate does not let this launch through, so it cannot have happened.")
    _mark(session, found.service, environment, by=by, now=now)


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
        _mark(session, service, place, by=by, now=now)
    return row


def _verdict(session: Session, service: Service, place: Environment, now: datetime) -> str:
    segment = verdicts.segment_at(session, service.id, place.id, now)
    return segment.verdict if segment else Verdict.BLOCKED.value


def _mark(
    session: Session, service: Service, place: Environment, *, by: Actor, now: datetime
) -> None:
    """Note that the standing approval was used, once, and move the service on in its life."""
    review = reviews.review_by_id(session, governing(session, service.id).get(place.id, 0))
    if review is None or reviews.has_launched(session, service.id, place.id):
        return
    review_cases.move(session, review, Move.LAUNCHED, by=by, now=now)
    record(session, "review.launched", by=by, service=service.id, review=review.id)
    if service.stage == "pre_launch" and place.name == PRODUCTION:
        service_cases.move_stage(
            session, service, "launched", because="first launch", by=by, now=now
        )
    launch_questions.owe(session, review, by=by, now=now)
    touch(session, service.id)
    session.flush()
