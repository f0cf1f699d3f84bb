"""What the page of a team shows to everybody: when it works, its members, and who of them is away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, may, require
from readiness.core.working_days import Calendar, today_in
from readiness.store.holidays import holidays_of
from readiness.store.people import Person, names
from readiness.store.teams import Membership, Team, every_team, team_by_slug
from readiness.usecases.absences import away
from readiness.usecases.calendars import calendar_of


@dataclass(frozen=True, slots=True)
class Member:
    """`until` is the last day on which they are away, None for who is here."""

    name: str
    until: date | None = None
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class TeamPage:
    team: Team
    calendar: Calendar
    members: tuple[Member, ...]
    holidays: Mapping[date, str]
    today: date
    may_change: bool

    @property
    def is_working(self) -> bool:
        return self.calendar.is_working(self.today)

    @property
    def coming(self) -> Mapping[date, str]:
        return {day: name for day, name in self.holidays.items() if day >= self.today}

    @property
    def past(self) -> Mapping[date, str]:
        return {day: name for day, name in self.holidays.items() if day < self.today}


def page(session: Session, slug: str, *, by: Actor, now: datetime) -> TeamPage:
    require(by, Action.READ)
    team = team_by_slug(session, slug)
    if team is None:
        raise NotFound("There is no such team.")
    calendar = calendar_of(session, team)
    today = today_in(calendar, now)
    return TeamPage(
        team=team,
        calendar=calendar,
        members=_members(session, team, now),
        holidays=holidays_of(session, [team.id])[team.id],
        today=today,
        may_change=may(by, Action.CHANGE_CALENDAR, team=slug),
    )


def own_teams(session: Session, *, by: Actor) -> Sequence[Team]:
    require(by, Action.READ)
    return [team for team in every_team(session) if team.slug in by.teams]


def _members(session: Session, team: Team, now: datetime) -> tuple[Member, ...]:
    query = select(Person).join(Membership, Membership.person_id == Person.id)
    people = session.scalars(
        query.where(Membership.team_id == team.id).order_by(Person.name, Person.id)
    ).all()
    absent = away(session, [person.id for person in people], now)
    standing_in = {each.substitute_id for each in absent.values() if each.substitute_id}
    called = names(session, frozenset(standing_in))
    return tuple(
        Member(
            person.name,
            gone.until if gone else None,
            called.get(gone.substitute_id or 0, "") if gone else "",
        )
        for person in people
        for gone in [absent.get(person.id)]
    )
