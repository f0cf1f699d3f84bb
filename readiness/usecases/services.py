"""Services: registering one, changing what is known about it, reading it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import facts as core
from readiness.core.errors import BadInput, NotFound
from readiness.core.facts import Facts
from readiness.core.rights import Action, Actor, may, require
from readiness.store import services as store
from readiness.store.services import FactChange, Service, StageMove
from readiness.store.teams import Team, every_team, team_by_slug
from readiness.usecases.records import record, touch

LONGEST_SLUG = 60
#: Addresses below /services that are pages of their own.
RESERVED = frozenset({"new"})


def create(
    session: Session,
    name: str,
    *,
    team: str,
    facts: Facts,
    description: str = "",
    by: Actor,
    now: datetime,
) -> Service:
    """Register a service that has not launched. Its slug is made from its name."""
    require(by, Action.CREATE_SERVICE, owner_team=team)
    owner = _team(session, team)
    service = Service(
        slug=_free_slug(session, name),
        name=name.strip(),
        description=description.strip(),
        owner_team_id=owner.id,
        facts=core.to_plain(facts),
        created_by=person_of(by),
        created_at=now,
    )
    session.add(service)
    session.flush()
    session.add(_fact_change(service, by, now))
    session.add(
        StageMove(
            service_id=service.id, stage="pre_launch", because="created", by=by.person, at=now
        )
    )
    record(
        session, "service.created", by=by, service=service.id, facts=service.facts, team=owner.id
    )
    touch(session, service.id)
    session.flush()
    return service


def change_facts(session: Session, slug: str, facts: Facts, *, by: Actor, now: datetime) -> Service:
    """Set what is known about the service. Reviews that run keep the facts they started with."""
    service = store.lock_service(session, changeable(session, slug, by=by).id)
    plain = core.to_plain(facts)
    # What was stored before a fact existed says nothing of it, which is the same as not known.
    if plain == core.to_plain(core.from_plain(service.facts)):
        return service
    service.facts = plain
    session.add(_fact_change(service, by, now))
    record(session, "service.facts_changed", by=by, service=service.id, facts=plain)
    touch(session, service.id)
    session.flush()
    return service


def service(session: Session, slug: str, *, by: Actor) -> Service:
    require(by, Action.READ)
    return by_slug(session, slug)


def every(session: Session, *, by: Actor) -> Sequence[Service]:
    require(by, Action.READ)
    return store.every_service(session)


def possible_owners(session: Session, *, by: Actor) -> Sequence[Team]:
    """Return the teams for which this person may register a service."""
    require(by, Action.READ)
    return [
        team for team in every_team(session) if may(by, Action.CREATE_SERVICE, owner_team=team.slug)
    ]


def changeable(session: Session, slug: str, *, by: Actor) -> Service:
    """Return the service for somebody who may change what is known about it."""
    service = by_slug(session, slug)
    require(by, Action.CHANGE_SERVICE, owner_team=owner_of(session, service).slug)
    return service


def by_slug(session: Session, slug: str) -> Service:
    found = store.service_by_slug(session, slug)
    if found is None:
        raise NotFound(f"There is no service {slug}.")
    return found


def owner_of(session: Session, service: Service) -> Team:
    return session.get_one(Team, service.owner_team_id)


def move_stage(
    session: Session, service: Service, stage: str, *, because: str, by: Actor, now: datetime
) -> None:
    """Move the service on in its life and record it. Whoever calls has checked the right."""
    service.stage = stage
    session.add(
        StageMove(service_id=service.id, stage=stage, because=because, by=by.person, at=now)
    )
    record(session, "service.moved", by=by, service=service.id, stage=stage, because=because)


def _team(session: Session, slug: str) -> Team:
    team = team_by_slug(session, slug)
    if team is None:
        raise BadInput("Choose a team.", {"team": f"There is no team {slug}."})
    return team


def person_of(by: Actor) -> int:
    if by.person is None:
        raise NotFound("Only a person can do this.")
    return by.person


def _fact_change(service: Service, by: Actor, now: datetime) -> FactChange:
    return FactChange(service_id=service.id, facts=service.facts, by=person_of(by), at=now)


def slug_of(name: str) -> str:
    """Return the name as it stands in addresses: lower case, letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_SLUG].strip("-")


def _free_slug(session: Session, name: str) -> str:
    slug = slug_of(name)
    if not slug:
        sentence = "The name needs at least one letter or digit."
        raise BadInput(sentence, {"name": sentence})
    if slug in RESERVED or store.service_by_slug(session, slug) is not None:
        sentence = f"There is already a service at {slug}; choose another name."
        raise BadInput(sentence, {"name": sentence})
    return slug
