"""Every gate that waits: for how long, in whose hands, whose turn it is. None of them is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core import briefs, gate_notes
from readiness.core.briefs import GateBrief
from readiness.core.clocks import ORDER
from readiness.core.gate_notes import GateNote
from readiness.core.listings import in_words
from readiness.core.working_days import Calendar
from readiness.store import assignments, clocks, people, teams
from readiness.store import worklists as store
from readiness.store.absences import Absence
from readiness.store.assignments import Assignment
from readiness.store.clocks import Spoken
from readiness.store.worklists import OpenReview
from readiness.usecases import hands
from readiness.usecases.absences import away
from readiness.usecases.calendars import calendars_of
from readiness.usecases.clocks import GateClocks, gate_clocks, has_answer


@dataclass(frozen=True, slots=True)
class Waiting:
    """A gate in somebody's queue.

    `turn` names who has to act: the service's team, the gates that sign before, or the reviewing
    team. `holder` has it in hand and `acting` signs it, who is another while the holder is out of
    office `until` a day. `excluded` asked or answered. `clocks` are none for a review that was
    last changed before there were any.
    """

    review: OpenReview
    gate: GateBrief
    since: datetime
    turn: str
    after: tuple[str, ...]
    is_now: bool
    holder: int | None
    holder_name: str
    acting: int | None
    acting_name: str
    until: date | None
    excluded: frozenset[int]
    clocks: GateClocks | None

    @property
    def is_escalated(self) -> bool:
        return self.clocks is not None and self.clocks.worst.is_escalated

    def hand(self, reader: int | None) -> str:
        """Return in whose hand it is, and who stands in, in the words of this reader."""
        if self.holder is None:
            return "in nobody's hand"
        whose = "your hand" if self.holder == reader else f"the hand of {self.holder_name}"
        if self.acting in (None, self.holder):
            return f"in {whose}"
        return f"in {whose}, {'you stand' if self.acting == reader else f'{self.acting_name} stands'} in"

    @property
    def urgency(self) -> int:
        return ORDER.index(self.clocks.state) if self.clocks else 0


def rows(session: Session, *, now: datetime) -> list[Waiting]:
    """Return every gate that was sent and is not signed, in so many queries however many there are.

    For the use cases, which have checked the right.
    """
    sent = list(_sent(store.under_way(session, states=("in_review", "reopened"))))
    desk = _desk(session, sent, now) if sent else None
    return [desk.row(review, gate) for review, gate in sent] if desk else []


def _sent(reviews: Collection[OpenReview]) -> Iterator[tuple[OpenReview, GateBrief]]:
    for review in reviews:
        for gate in briefs.read(review.summary).gates:
            if gate.since and gate.state not in ("signed", "not_submitted"):
                yield review, gate


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that the rows need, read at once."""

    now: datetime
    names: Mapping[str, str]
    calendars: Mapping[str, Calendar]
    members: Mapping[str, frozenset[int]]
    active: frozenset[int]
    absences: Mapping[int, Absence]
    assigned: Mapping[tuple[int, str], Assignment]
    people: Mapping[int, str]
    said: Sequence[Spoken]
    notes: Mapping[int, Mapping[str, GateNote]]

    def row(self, review: OpenReview, gate: GateBrief) -> Waiting:
        note = self.notes[review.id].get(gate.id)
        assignment = self.assigned.get((review.id, gate.id))
        holder = assignment.person_id if assignment else None
        acting, until = self._acting(gate, note, assignment)
        after = _titles(review, gate)
        return Waiting(
            review=review,
            gate=gate,
            since=datetime.fromisoformat(gate.since),
            turn=self._turn(review, gate, after),
            after=after,
            is_now=gate.is_reviewers_turn,
            holder=holder,
            holder_name=self.people.get(holder, "") if holder else "",
            acting=acting if gate.is_reviewers_turn else None,
            acting_name=self.people.get(acting, "") if acting else "",
            until=until,
            excluded=note.excluded if note else frozenset({review.asked_by}),
            clocks=self._clocks(review, gate, note),
        )

    def _acting(
        self, gate: GateBrief, note: GateNote | None, assignment: Assignment | None
    ) -> tuple[int | None, date | None]:
        members = self.members[gate.team]
        able = (members & self.active) - (note.excluded if note else frozenset())
        there = hands.of_team(self.absences, members, able)
        acting = there.acting(assignment)
        is_done = note is not None and acting in note.approved
        holder = assignment.person_id if assignment else None
        absence = there.absences.get(holder) if holder else None
        return None if is_done else acting, absence.until if absence else None

    def _turn(self, review: OpenReview, gate: GateBrief, after: tuple[str, ...]) -> str:
        if gate.is_teams_turn:
            return review.owner
        if not gate.is_reviewers_turn and after:
            return in_words(after)
        return self.names[gate.team]

    def _clocks(
        self, review: OpenReview, gate: GateBrief, note: GateNote | None
    ) -> GateClocks | None:
        if note is None:
            return None
        said = [each for each in self.said if each.review == review.id]
        heard = has_answer(note, said, self.members[gate.team])
        calendar = self.calendars[gate.team]
        return gate_clocks(note, calendar, self.now, is_signed=False, has_answer=heard)


def _titles(review: OpenReview, gate: GateBrief) -> tuple[str, ...]:
    titles = {each.id: each.title for each in briefs.read(review.summary).gates}
    return tuple(titles.get(each, each) for each in gate.waits_for)


def _desk(session: Session, sent: Sequence[tuple[OpenReview, GateBrief]], now: datetime) -> _Desk:
    found = teams.every_team(session)
    calendars = calendars_of(session, found)
    members = teams.members_of(session, {gate.team for _, gate in sent})
    everybody = frozenset[int]().union(*members.values())
    reviews = {review.id: review for review, _ in sent}
    assigned = assignments.newest_assignments(session, reviews)
    holders = frozenset(row.person_id for row in assigned.values() if row.person_id)
    names, active = people.names_and_active(session, everybody | holders)
    return _Desk(
        now=now,
        names={team.slug: team.name for team in found},
        calendars={team.slug: calendars[team.id] for team in found},
        members=members,
        active=active,
        absences=away(session, everybody | holders, now),
        assigned=assigned,
        people=names,
        said=clocks.spoken(session, reviews),
        notes={id_: gate_notes.read(review.summary) for id_, review in reviews.items()},
    )
