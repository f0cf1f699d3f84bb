"""Starting a review: which checklist, of what, for where and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.errors import BadInput
from readiness.core.kind_words import noun
from readiness.core.rights import Action, Actor, require
from readiness.store import environments, services
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.usecases import offers
from readiness.usecases import services as service_cases
from readiness.usecases.checklists import Pinned
from readiness.usecases.phases import Move
from readiness.usecases.records import record, touch
from readiness.usecases.reviews import move, require_none_open


def start(
    session: Session,
    slug: str,
    *,
    environment: str,
    planned_at: datetime,
    by: Actor,
    now: datetime,
    kind: Kind = Kind.LAUNCH,
    checklist: str = "",
) -> Review:
    """Start a review, or renew one: an approval that stands does so until the new one.

    `checklist` is the id of one of that kind, where there are several.
    """
    service = service_cases.by_slug(session, slug)
    owner = service_cases.owner_of(session, service)
    require(by, Action.START_REVIEW, owner_team=owner.slug)
    services.lock_service(session, service.id)
    place = environment_named(session, environment)
    offers.require_startable(session, service, place, kind, now=now)
    require_none_open(session, service, place, kind)
    pinned = offers.checklist_for(session, kind, checklist)
    offers.require_time(session, service, pinned, now=now)
    if planned_at <= now:
        sentence = f"The planned {noun(kind)} has to be in the future."
        raise BadInput(sentence, {"planned_at": sentence})
    review = _review(service, place, pinned, planned_at, by, now)
    session.add(review)
    session.flush()
    move(session, review, Move.STARTED, by=by, now=now)
    record(
        session,
        "review.started",
        by=by,
        service=service.id,
        review=review.id,
        environment=place.name,
        checklist=pinned.digest,
        facts=review.facts,
    )
    touch(session, service.id)
    session.flush()
    return review


def environment_named(session: Session, name: str) -> Environment:
    found = environments.environment_by_name(session, name)
    if found is None:
        sentence = f"There is no environment {name}."
        raise BadInput(sentence, {"environment": sentence})
    return found


def _review(
    service: Service,
    environment: Environment,
    pinned: Pinned,
    planned_at: datetime,
    by: Actor,
    now: datetime,
) -> Review:
    return Review(
        service_id=service.id,
        environment_id=environment.id,
        checklist_version_id=pinned.id,
        kind=pinned.checklist.kind,
        facts=service.facts,
        planned_at=planned_at,
        asked_by=service_cases.person_of(by),
        asked_at=now,
        is_open=True,
    )
