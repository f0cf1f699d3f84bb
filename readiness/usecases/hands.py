"""Who has a gate in hand, who could, and who stands in for whoever is out of office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import assignments as core
from readiness.core import briefs
from readiness.core.assignments import Candidate
from readiness.store import assignments as store
from readiness.store import people, worklists
from readiness.store.absences import Absence
from readiness.store.assignments import Assignment
from readiness.store.teams import members_of, named_team
from readiness.usecases.absences import away
from readiness.usecases.gates import GateView


@dataclass(frozen=True, slots=True)
class Hands:
    """Who of a team may sign one gate, and who of them is out of office now.

    `eligible` are active members who neither asked for the review nor answered in its areas.
    """

    members: frozenset[int]
    eligible: frozenset[int]
    absences: Mapping[int, Absence]
    team: str = ""  # its name; a queue, which reads it elsewhere, has none here

    @property
    def substitutes(self) -> Mapping[int, int | None]:
        return {person: row.substitute_id for person, row in self.absences.items()}

    def acting(self, assignment: Assignment | None) -> int | None:
        """Return whose turn it is by the assignment: that person, or who stands in, or nobody."""
        if assignment is None or assignment.person_id is None:
            return None
        return core.present(assignment.person_id, self.eligible, self.substitutes)


def hands_of(session: Session, gate: GateView, *, now: datetime) -> Hands:
    """Return who could take the gate in hand."""
    team = named_team(session, gate.rule.team)
    members = members_of(session, {team.slug})[team.slug]
    eligible = (members & people.active_ids(session)) - gate.ballot.contributors
    return Hands(members, eligible, away(session, members, now), team.name)


def of_team(
    absences: Mapping[int, Absence], members: frozenset[int], able: frozenset[int]
) -> Hands:
    """Return the same for a queue, which reads who of all is away at once."""
    there = {person: row for person, row in absences.items() if person in members}
    return Hands(members, able, there)


def candidates(
    session: Session, eligible: Collection[int], loads: Counter[int]
) -> tuple[Candidate, ...]:
    """Return these people with how many gates they have in hand and when they got the last."""
    last = store.last_assigned(session, eligible)
    return tuple(Candidate(each, loads[each], last.get(each, 0)) for each in sorted(eligible))


def in_hand(session: Session) -> Counter[int]:
    """Return by person how many gates they have in hand that wait for their reviewers."""
    reviews = worklists.under_way(session, states=("in_review", "reopened"))
    newest = store.newest_assignments(session, [review.id for review in reviews])
    waiting = [
        newest.get((review.id, gate.id))
        for review in reviews
        for gate in briefs.read(review.summary).gates
        if gate.is_reviewers_turn
    ]
    return Counter(row.person_id for row in waiting if row and row.person_id is not None)
