"""The consultant who goes along with a review for its whole length. It gives nobody a right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Action, Actor, may, require
from readiness.store import people
from readiness.store.assignments import Consultant, newest_consultant
from readiness.store.people import Person
from readiness.store.teams import members_of
from readiness.usecases import dossiers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record
from readiness.usecases.services import person_of


@dataclass(frozen=True, slots=True)
class Consulting:
    """Who consults on a review since when, by name, and what the reader may do about it.

    `note` says why the consultant is to be changed; `options` are empty unless they may choose.
    """

    seen: int | None
    name: str
    at: datetime | None
    note: str
    can_join: bool
    may_release: bool
    options: tuple[Person, ...]


def name(
    session: Session,
    review_id: int,
    person: int,
    *,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> Consultant:
    """Let somebody who is no member of the owner team, oneself included, consult on the review."""
    found = dossiers.locked(session, review_id, now=now)
    _require(found, person, by)
    newest = _require_newest(session, found, seen)
    if newest is not None and newest.person_id == person:
        return newest
    refusal = _why_not(session, found, person)
    if refusal:
        raise BadInput(refusal, {"person": refusal})
    return _add(session, found, person, by=by, now=now)


def release(
    session: Session, review_id: int, *, seen: int | None, by: Actor, now: datetime
) -> Consultant:
    """Leave the review without a consultant."""
    found = dossiers.locked(session, review_id, now=now)
    newest = newest_consultant(session, review_id)
    _require(found, newest.person_id if newest else None, by)
    newest = _require_newest(session, found, seen)
    if newest is None:
        raise WrongMoment("This review has no consultant.")
    return newest if newest.person_id is None else _add(session, found, None, by=by, now=now)


def consulting(session: Session, found: Dossier, *, by: Actor) -> Consulting:
    """Return who consults on the review, and whom the reader could choose instead."""
    require(by, Action.READ)
    newest = newest_consultant(session, found.review.id)
    person = newest.person_id if newest else None
    told = people.names(session, frozenset({person} if person else ()))
    is_open, able = not found.phase.is_abandoned, _able(session, found)
    may_choose = is_open and _may_choose(found, by)
    return Consulting(
        seen=newest.id if newest else None,
        name=told.get(person, "") if person else "",
        at=newest.at if newest and person else None,
        note=_why_not(session, found, person) if person and is_open else "",
        can_join=is_open and person is None and by.person in able,
        may_release=person is not None and is_open and (may_choose or person == by.person),
        options=tuple(
            each
            for each in (people.everybody(session) if may_choose else ())
            if each.id in able and each.id != person
        ),
    )


def _may_choose(found: Dossier, by: Actor) -> bool:
    teams = {gate.rule.team for gate in found.gates} & by.teams
    return may(by, Action.NAME_ADVISER, gate_team=next(iter(teams), None))


def _require(found: Dossier, person: int | None, by: Actor) -> None:
    """Raise unless they may: oneself, or as a coordinator or a member of one of the gates' teams."""
    if person is not None and person == by.person:
        require(by, Action.ADVISE_REVIEW)
    elif not _may_choose(found, by):
        require(by, Action.NAME_ADVISER)
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned; it needs no consultant.")


def _require_newest(session: Session, found: Dossier, seen: int | None) -> Consultant | None:
    newest = newest_consultant(session, found.review.id)
    if (newest.id if newest else None) == seen:
        return newest
    raise WrongMoment("Somebody was faster and changed the consultant of this review. Look again.")


def _able(session: Session, found: Dossier) -> frozenset[int]:
    owners = members_of(session, {found.owner.slug})[found.owner.slug]
    return people.active_ids(session) - owners


def _why_not(session: Session, found: Dossier, person: int) -> str:
    if person in _able(session, found):
        return ""
    if not people.is_active(session, person):
        return "Nobody can sign in as this person. Choose somebody else."
    return f"A consultant comes from outside the team {found.owner.name}. Choose somebody else."


def _add(
    session: Session, found: Dossier, person: int | None, *, by: Actor, now: datetime
) -> Consultant:
    row = Consultant(review_id=found.review.id, person_id=person, by=person_of(by), at=now)
    session.add(row)
    session.flush()
    record(
        session,
        "adviser.named" if person else "adviser.left",
        by=by,
        service=found.service.id,
        review=found.review.id,
        person=person,
    )
    return row
