"""What waits for one person, in the order of urgency, read from what is kept for lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.core import briefs
from readiness.core.briefs import GateBrief
from readiness.core.rights import Action, Actor, Role, may, require
from readiness.store import worklists as store
from readiness.store.worklists import OpenReview
from readiness.usecases import checklist_differences, checklists, work_items
from readiness.usecases.work_items import Item

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Worklist:
    """Changes asked of my teams, what they have to answer, my gates, waivers, what ends soon.

    Coordinators are told of the checklists that newly ask for less.
    """

    changes: tuple[Item, ...]
    answers: tuple[Item, ...]
    gates: tuple[Item, ...]
    waivers: tuple[Item, ...]
    endings: tuple[Item, ...]
    weakened: tuple[Item, ...]

    @property
    def every(self) -> tuple[Item, ...]:
        decided = (*self.changes, *self.answers, *self.gates, *self.waivers)
        return (*decided, *self.endings, *self.weakened)

    @property
    def first(self) -> Item | None:
        return self.every[0] if self.every else None

    @property
    def count(self) -> int:
        return len(self.every)


def worklist(session: Session, *, by: Actor, now: datetime) -> Worklist:
    """Return the person's open work, in a handful of queries however much there is."""
    require(by, Action.READ)
    owned = store.under_way(session, teams=by.teams) if by.teams else []
    return Worklist(
        changes=tuple(item for review in owned for item in work_items.changes(review)),
        answers=tuple(item for review in owned for item in work_items.to_answer(review)),
        gates=_gates(session, by),
        waivers=_waivers(session, by, now),
        endings=_endings(session, by, now),
        weakened=_weakened(session, by, now),
    )


def _gates(session: Session, by: Actor) -> tuple[Item, ...]:
    """Return the gates on which this person can vote now and has not, longest waiting first."""
    if not by.teams or by.person is None:
        return ()
    theirs = [
        (review, gate)
        for review in store.under_way(session, states=("in_review", "reopened"))
        for gate in briefs.read(review.summary).gates
        if gate.is_reviewers_turn and gate.team in by.teams and review.asked_by != by.person
    ]
    allowed = _votable(session, by.person, theirs)
    allowed.sort(key=lambda pair: pair[1].since)
    return tuple(work_items.gate_to_sign(review, gate) for review, gate in allowed)


def _votable(
    session: Session, person: int, found: Sequence[tuple[OpenReview, GateBrief]]
) -> list[tuple[OpenReview, GateBrief]]:
    ids = {review.id for review, _ in found}
    answered = store.contributions(session, person, ids)
    voted = store.last_votes(session, person, ids)
    areas = _areas_of_gates(session, {review.version_id for review, _ in found})
    return [
        (review, gate)
        for review, gate in found
        if not any((review.id, area) in answered for area in areas[review.version_id, gate.id])
        and not _is_done(gate, voted.get((review.id, gate.id)))
    ]


def _areas_of_gates(session: Session, versions: set[int]) -> dict[tuple[int, str], tuple[str, ...]]:
    return {
        (version, gate.id): gate.areas
        for version in versions
        for gate in checklists.pinned(session, version).checklist.gates
    }


def _is_done(gate: GateBrief, voted_at: datetime | None) -> bool:
    """Return whether the vote stands; one on what has changed since is asked for again."""
    since = work_items.since(gate)
    if gate.state == "stale" or voted_at is None or since is None:
        return False
    return voted_at >= since


def _waivers(session: Session, by: Actor, now: datetime) -> tuple[Item, ...]:
    if not may(by, Action.DECIDE_WAIVER):
        return ()
    return tuple(
        work_items.waiver_to_decide(found)
        for found in store.undecided_waivers(session, now)
        if found.waiver.by != by.person
    )


def _endings(session: Session, by: Actor, now: datetime) -> tuple[Item, ...]:
    """Return what closes a gate of the person's services soon, and other waivers that end."""
    if not by.teams:
        return ()
    closings = store.closings(session, by.teams, now, now + SOON)
    closed = {(each.service, each.at) for each in closings}
    waivers = store.ending_waivers(session, by.teams, now, now + SOON)
    found = [
        *(work_items.closing(each) for each in closings),
        *(
            work_items.waiver_end(each)
            for each in waivers
            if (each.service, each.waiver.ends_at) not in closed
        ),
    ]
    return tuple(sorted(found, key=lambda item: item.at or now))


def _weakened(session: Session, by: Actor, now: datetime) -> tuple[Item, ...]:
    if Role.COORDINATOR not in by.roles:
        return ()
    found = checklist_differences.newly_weakened(session, by=by, now=now)
    return tuple(work_items.weakened(each) for each in found)
