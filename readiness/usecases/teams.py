"""Teams: they own services, and they sign gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.accounts import is_slug
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store.people import Person
from readiness.store.teams import Membership, Team, every_team, team_by_slug
from readiness.usecases import withdrawals
from readiness.usecases.records import record
from readiness.usecases.services import slug_of

NOT_MADE = "The team was not created."


@dataclass(frozen=True, slots=True)
class Listed:
    """A team with its members, by name."""

    slug: str
    name: str
    time_zone: str
    members: tuple[Person, ...]


def listing(session: Session, *, by: Actor) -> Sequence[Listed]:
    require(by, Action.MANAGE_PEOPLE)
    query = select(Membership.team_id, Person).join(Person, Person.id == Membership.person_id)
    members: dict[int, list[Person]] = {}
    for team_id, person in session.execute(query.order_by(Person.name)):
        members.setdefault(team_id, []).append(person)
    return [
        Listed(team.slug, team.name, team.time_zone, tuple(members.get(team.id, ())))
        for team in every_team(session)
    ]


def one(session: Session, slug: str, *, by: Actor) -> Listed:
    for listed in listing(session, by=by):
        if listed.slug == slug:
            return listed
    raise NotFound("There is no such team.")


def create(
    session: Session, slug: str, *, by: Actor, now: datetime, name: str, time_zone: str = "UTC"
) -> Team:
    """Make a team. Without a short name it gets one from its name."""
    require(by, Action.MANAGE_PEOPLE)
    slug = slug or slug_of(name)[:40].strip("-")
    _check(session, slug, name, time_zone)
    team = Team(slug=slug, name=" ".join(name.split()), time_zone=time_zone, created_at=now)
    session.add(team)
    session.flush()
    record(session, "team.created", by=by, team=slug)
    return team


def _check(session: Session, slug: str, name: str, time_zone: str) -> None:
    if not is_slug(slug):
        fault = "Use small letters, digits and hyphens, at most 40, as in payments-eu."
        raise BadInput(NOT_MADE, {"slug": fault})
    if team_by_slug(session, slug) is not None:
        raise BadInput(NOT_MADE, {"slug": "There is a team with this short name."})
    if not 1 <= len(" ".join(name.split())) <= 100:
        raise BadInput(NOT_MADE, {"name": "Write a name, at most 100 characters."})
    if time_zone not in available_timezones():
        raise BadInput(NOT_MADE, {"time_zone": "Choose a time zone from the list."})


def add(session: Session, slug: str, person_id: int, *, by: Actor, now: datetime) -> None:
    require(by, Action.MANAGE_PEOPLE)
    team = _team(session, slug)
    if session.get(Person, person_id) is None:
        raise NotFound("There is no such person.")
    if session.get(Membership, (team.id, person_id)) is not None:
        raise WrongMoment("They belong to this team already.")
    session.add(Membership(team_id=team.id, person_id=person_id, since=now))
    session.flush()
    record(session, "member.added", by=by, team=slug, person=person_id)


def remove(session: Session, slug: str, person_id: int, *, by: Actor, now: datetime) -> None:
    """Take somebody out of a team. Their votes stay, but for changes that they asked for."""
    require(by, Action.MANAGE_PEOPLE)
    membership = session.get(Membership, (_team(session, slug).id, person_id))
    if membership is None:
        raise NotFound("They do not belong to this team.")
    session.delete(membership)
    session.flush()
    record(session, "member.removed", by=by, team=slug, person=person_id)
    withdrawals.let_go(session, person_id, team=slug, by=by, now=now)


def _team(session: Session, slug: str) -> Team:
    team = team_by_slug(session, slug)
    if team is None:
        raise NotFound("There is no such team.")
    return team
