"""Who is out of office, until when, and who stands in for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store.absences import Absence, newest_absences
from readiness.store.people import Account, Person, time_zones
from readiness.store.teams import Membership
from readiness.usecases.records import record
from readiness.usecases.services import person_of

#: Who is away for longer hands their work over and leaves the team.
LONGEST = timedelta(days=366)


def away(session: Session, people: Collection[int], now: datetime) -> Mapping[int, Absence]:
    """Return by person who of them is out of office: until the last day is over where they are."""
    told = newest_absences(session, people)
    zones = time_zones(session, told)
    return {
        person: absence
        for person, absence in told.items()
        if absence.until is not None and today_in(zones[person], now) <= absence.until
    }


def own(session: Session, *, by: Actor, now: datetime) -> Absence | None:
    """Return until when the person said to be away, if that is not over."""
    require(by, Action.CHANGE_OWN_ACCOUNT)
    person = person_of(by)
    return away(session, [person], now).get(person)


def today_of(by: Actor, now: datetime) -> date:
    return today_in(by.time_zone, now)


def today_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def substitutes(session: Session, *, by: Actor) -> Sequence[Person]:
    """Return who can stand in for the person: active, and in a team with them."""
    require(by, Action.CHANGE_OWN_ACCOUNT)
    mine, theirs = aliased(Membership), aliased(Membership)
    shared = (
        select(theirs.person_id)
        .join(mine, mine.team_id == theirs.team_id)
        .where(mine.person_id == by.person, theirs.person_id != by.person)
    )
    active = select(Account.person_id).where(Account.is_active)
    query = select(Person).where(Person.id.in_(shared), Person.id.in_(active))
    return session.scalars(query.order_by(Person.name, Person.id)).all()


def leave(
    session: Session, *, until: date, substitute: int | None, by: Actor, now: datetime
) -> Absence:
    """Say that one is away up to and including that day, and who stands in. The newest counts."""
    require(by, Action.CHANGE_OWN_ACCOUNT)
    _require_day(until, today_of(by, now))
    if substitute is not None:
        _require_present(session, substitute, by=by, now=now)
    return _tell(session, "absence.told", until, substitute, by=by, now=now)


def back(session: Session, *, by: Actor, now: datetime) -> Absence:
    """Say that one is back before the day that was given."""
    require(by, Action.CHANGE_OWN_ACCOUNT)
    if own(session, by=by, now=now) is None:
        raise WrongMoment("You are not out of office.")
    return _tell(session, "absence.ended", None, None, by=by, now=now)


def _tell(
    session: Session,
    event: str,
    until: date | None,
    substitute: int | None,
    *,
    by: Actor,
    now: datetime,
) -> Absence:
    person = person_of(by)
    row = Absence(person_id=person, until=until, substitute_id=substitute, by=person, at=now)
    session.add(row)
    session.flush()
    last = until.isoformat() if until else None
    record(session, event, by=by, person=person, until=last, substitute=substitute)
    return row


def _require_present(session: Session, substitute: int, *, by: Actor, now: datetime) -> None:
    if substitute not in {each.id for each in substitutes(session, by=by)}:
        raise _refused("substitute", "Choose somebody who shares a team with you.")
    if substitute in away(session, [substitute], now):
        sentence = "They are out of office themselves. Choose somebody who is there."
        raise _refused("substitute", sentence)


def _require_day(until: date, today: date) -> None:
    if until < today:
        raise _refused("until", "Choose today or a later day.")
    if until > today + LONGEST:
        raise _refused("until", "Choose a day within a year.")


def _refused(field: str, sentence: str) -> BadInput:
    return BadInput("Nothing was changed.", {field: sentence})
