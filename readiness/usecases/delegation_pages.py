"""What the page for handing work shows: what can be handed, to whom, and what they lose by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Area, Question
from readiness.core.delegations import Place
from readiness.core.errors import Forbidden
from readiness.core.rights import Action, Actor, require
from readiness.store import people, teams
from readiness.usecases import dossiers, handed_work
from readiness.usecases.dossiers import Dossier
from readiness.usecases.handed_work import Work


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """An area with those of its questions that are asked; `may_hand` is about the whole area."""

    area: Area
    may_hand: bool
    questions: tuple[Question, ...]
    open: int


@dataclass(frozen=True, slots=True)
class Offering:
    """`owners` and `others` are the people by name; `signs` the gates that each could sign."""

    found: Dossier
    work: Work
    areas: tuple[AreaChoice, ...]
    owners: Mapping[int, str]
    others: Mapping[int, str]
    signs: Mapping[int, tuple[str, ...]]


def offering(session: Session, review_id: int, *, by: Actor, now: datetime) -> Offering:
    """Return what this person could hand to somebody; refuse if that is nothing."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    given = handed_work.work(session, found, by=by)
    areas = tuple(_areas(found, given, by))
    if not areas:
        require(by, Action.HAND_WORK, owner_team=found.owner.slug)
        raise Forbidden("Nothing is asked in this review that could be handed to somebody.")
    slugs = {gate.rule.team for gate in found.gates}
    members = teams.members_of(session, {found.owner.slug, *slugs})
    active = people.active_ids(session)
    names = {each.id: each.name for each in people.everybody(session) if each.id in active}
    owners = members[found.owner.slug]
    return Offering(
        found,
        given,
        areas,
        {id_: name for id_, name in names.items() if id_ in owners},
        {id_: name for id_, name in names.items() if id_ not in owners},
        {person: _signs(found, members, person) for person in names},
    )


def _signs(found: Dossier, members: Mapping[str, Collection[int]], person: int) -> tuple[str, ...]:
    return tuple(
        gate.rule.title
        for gate in found.gates
        if person in members[gate.rule.team] and person not in gate.ballot.contributors
    )


def _areas(found: Dossier, given: Work, by: Actor) -> list[AreaChoice]:
    choices = (_area(found, given, area, by) for area in found.pinned.checklist.areas)
    return [each for each in choices if each.questions]


def _area(found: Dossier, given: Work, area: Area, by: Actor) -> AreaChoice:
    asked = [each.question for each in found.claimed.asked if each.question.area == area.id]
    theirs = tuple(
        each for each in asked if handed_work.may_hand(found, given, Place(area.id, each.id), by=by)
    )
    waiting = sum(found.graded(each.id).grade.standing == "open" for each in theirs)
    whole = handed_work.may_hand(found, given, Place(area.id), by=by)
    return AreaChoice(area, whole, theirs, waiting)
