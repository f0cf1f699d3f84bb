"""What waits for one person, in the order of urgency, read from what is kept for lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import announcements
from readiness.core.rights import Action, Actor, Role, may, require
from readiness.store import custodies as custody_store
from readiness.store import worklists as store
from readiness.usecases import (
    asked_often,
    checklist_differences,
    custody_items,
    empty_teams,
    gate_work,
    handed_items,
    open_threads,
    owed_items,
    returned,
    waiver_endings,
    work_items,
)
from readiness.usecases.work_items import Item


@dataclass(frozen=True, slots=True)
class Worklist:
    """What came back to my teams, changes asked of them, what was handed to me, questions that wait
    for me, what the teams have to answer, my gates, what is escalated, waivers, what is owed, what
    ends soon, services that change hands.

    Coordinators are told of the checklists that newly ask for less and of questions that are asked
    about often, and they and administrators of teams without members that sign gates: no work of
    today, so it is not counted.
    """

    returned: tuple[Item, ...]
    changes: tuple[Item, ...]
    questions: tuple[Item, ...]
    handed: tuple[Item, ...]
    answers: tuple[Item, ...]
    gates: tuple[Item, ...]
    escalated: tuple[Item, ...]
    ahead: int  # so many of the gates come before what is escalated
    waivers: tuple[Item, ...]
    owed: tuple[Item, ...]
    endings: tuple[Item, ...]
    custody: tuple[Item, ...]
    advised: tuple[Item, ...]
    weakened: tuple[Item, ...]
    empty: tuple[Item, ...]
    asked_often: tuple[Item, ...]

    @property
    def every(self) -> tuple[Item, ...]:
        asked = (*self.returned, *self.handed, *self.changes, *self.questions, *self.answers)
        return (
            *asked,
            *self.signing,
            *self.waivers,
            *self.owed,
            *self.endings,
            *self.custody,
            *self.weakened,
        )

    @property
    def signing(self) -> tuple[Item, ...]:
        """Return the gates that come first, then what is escalated, then what others have in hand."""
        return (*self.gates[: self.ahead], *self.escalated, *self.gates[self.ahead :])

    @property
    def first(self) -> Item | None:
        """Return what to do next: what ends within a week comes before everything else."""
        pressing = (item for item in self.every if item.is_pressing)
        return next(pressing, self.every[0] if self.every else None)

    @property
    def count(self) -> int:
        return len(self.every)


def worklist(session: Session, *, by: Actor, now: datetime) -> Worklist:
    """Return the person's open work, in a handful of queries however much there is."""
    require(by, Action.READ)
    concerning = store.under_way(session, teams=by.teams, person=by.person)
    owned = [review for review in concerning if review.team in by.teams]
    custody = custody_store.concerning(session, by.teams)
    gates = gate_work.gate_work(session, by=by, now=now)
    return Worklist(
        returned=returned.returned(session, by=by, now=now, owned=owned)
        if custody.owns_any
        else (),
        changes=tuple(item for review in owned for item in work_items.changes(review)),
        questions=tuple(
            work_items.question(each) for each in open_threads.questions(session, by=by)
        ),
        handed=handed_items.handed_items(session, concerning, by=by, now=now),
        answers=tuple(item for review in owned for item in work_items.to_answer(review, now)),
        gates=gates.gates,
        escalated=gates.escalated,
        ahead=gates.ahead,
        waivers=_waivers(session, by, now),
        owed=_owed(session, by, now),
        endings=_endings(session, by, now),
        custody=custody_items.custody_items(session, custody, by=by, now=now),
        advised=tuple(
            work_items.advised(each)
            for each in concerning
            if each.is_advised and each.team not in by.teams
        ),
        weakened=_weakened(session, by, now),
        empty=_empty(session, by),
        asked_often=_asked_often(session, by),
    )


def _waivers(session: Session, by: Actor, now: datetime) -> tuple[Item, ...]:
    if not may(by, Action.DECIDE_WAIVER):
        return ()
    return tuple(
        work_items.waiver_to_decide(found)
        for found in store.undecided_waivers(session, now)
        if found.waiver.by != by.person
    )


def _owed(session: Session, by: Actor, now: datetime) -> tuple[Item, ...]:
    return tuple(
        work_items.owed(each, mine=each.item.owner == by.person)
        for each in owed_items.pressing(session, by=by, now=now)
    )


def _endings(session: Session, by: Actor, now: datetime) -> tuple[Item, ...]:
    """Return what closes a gate of the person's services soon, and other waivers that end."""
    closings = store.closings(session, by.teams, now, now + announcements.AHEAD)
    closed = {(each.slug, each.at) for each in closings}
    found = [
        *(work_items.closing(each, now) for each in closings),
        *(
            work_items.waiver_end(each, now, is_theirs=waiver_endings.is_theirs(each, by))
            for each in waiver_endings.endings(session, by=by, now=now)
            if (each.service.slug, each.standing.waiver.ends_at) not in closed
        ),
    ]
    return tuple(sorted(found, key=lambda item: item.at or now))


def _weakened(session: Session, by: Actor, now: datetime) -> tuple[Item, ...]:
    if Role.COORDINATOR not in by.roles:
        return ()
    found = checklist_differences.newly_weakened(session, by=by, now=now)
    return tuple(work_items.weakened(each) for each in found)


def _asked_often(session: Session, by: Actor) -> tuple[Item, ...]:
    if Role.COORDINATOR not in by.roles:
        return ()
    found = asked_often.often(session, by=by)
    return tuple(work_items.asked_often(each) for each in found if not each.is_put_away)


def _empty(session: Session, by: Actor) -> tuple[Item, ...]:
    may_fill = may(by, Action.MANAGE_PEOPLE)
    found = empty_teams.empty_teams(session, by=by)
    return tuple(work_items.empty_team(each, may_fill=may_fill) for each in found)
