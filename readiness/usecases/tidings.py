"""What is known around what happened in a transaction: each thing read once, and only if needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import briefs, gate_notes
from readiness.core.briefs import GateBrief
from readiness.core.checklists import Checklist
from readiness.core.gate_notes import GateNote
from readiness.core.rights import Role
from readiness.store import assignments, people, teams
from readiness.store.absences import Absence
from readiness.store.action_items import ActionItem
from readiness.store.assignments import Assignment
from readiness.store.comments import Comment, edits_by_comment
from readiness.store.people import Person, RoleGrant
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary
from readiness.store.waivers import Waiver
from readiness.usecases.absences import away
from readiness.usecases.checklists import pinned
from readiness.usecases.records import Record


@dataclass(frozen=True, slots=True)
class Subject:
    """A review as it stands now, with its service and whose it is."""

    review: Review
    service: Service
    owner: Team
    checklist: Checklist
    gates: Mapping[str, GateBrief]
    notes: Mapping[str, GateNote]


class Around:
    """Reads in so many queries, however many records there are and people to be told."""

    def __init__(self, session: Session, records: Sequence[Record], now: datetime) -> None:
        self.session, self.records, self.now = session, records, now

    @cached_property
    def subjects(self) -> Mapping[int, Subject]:
        """Return the reviews by their numbers."""
        ids = {each.review for each in self.records if each.review is not None}
        query = (
            select(Review, Service, Team, ReviewSummary)
            .join(Service, Service.id == Review.service_id)
            .join(Team, Team.id == Service.owner_team_id)
            .outerjoin(ReviewSummary, ReviewSummary.review_id == Review.id)
            .where(Review.id.in_(ids))
        )
        rows = self.session.execute(query).all() if ids else []
        return {row[0].id: self._subject(*row) for row in rows}

    def _subject(
        self, review: Review, service: Service, owner: Team, kept: ReviewSummary | None
    ) -> Subject:
        checklist = pinned(self.session, review.checklist_version_id).checklist
        gates = briefs.read(kept.summary).gates if kept else ()
        notes = gate_notes.read(kept.summary) if kept else {}
        return Subject(review, service, owner, checklist, {each.id: each for each in gates}, notes)

    @cached_property
    def services(self) -> Mapping[int, tuple[Service, Team]]:
        ids = {each.service for each in self.records if each.service is not None}
        query = select(Service, Team).join(Team, Team.id == Service.owner_team_id)
        rows = self.session.execute(query.where(Service.id.in_(ids))).all() if ids else []
        return {row[0].id: (row[0], row[1]) for row in rows}

    def service_name(self, record: Record) -> str:
        found = self.services.get(record.service or 0)
        return found[0].name if found else ""

    @cached_property
    def teams(self) -> Mapping[str, Team]:
        return {team.slug: team for team in teams.every_team(self.session)}

    @cached_property
    def members(self) -> Mapping[str, frozenset[int]]:
        """Return who is in each team that a review or a service of these concerns."""
        slugs = {owner.slug for _, owner in self.services.values()}
        for subject in self.subjects.values():
            slugs |= {subject.owner.slug, *(rule.team for rule in subject.checklist.gates)}
        slugs |= {team.slug for team in self.teams.values() if team.id in self._named_teams}
        return teams.members_of(self.session, slugs)

    @property
    def _named_teams(self) -> Collection[object]:
        return {each.about.get("team") for each in self.records}

    @cached_property
    def active(self) -> frozenset[int]:
        return people.active_ids(self.session)

    @cached_property
    def absences(self) -> Mapping[int, Absence]:
        everybody = frozenset[int]().union(*self.members.values())
        holders = {row.person_id for row in self.assigned.values() if row.person_id}
        return away(self.session, everybody | holders, self.now)

    @cached_property
    def assigned(self) -> Mapping[tuple[int, str], Assignment]:
        return assignments.newest_assignments(self.session, self.subjects)

    @cached_property
    def roles(self) -> Mapping[str, frozenset[int]]:
        """Return who coordinates and who administers."""
        found: dict[str, set[int]] = {role: set() for role in Role}
        for row in self.session.scalars(select(RoleGrant)):
            found[row.role].add(row.person_id)
        return {role: frozenset(who) for role, who in found.items()}

    @cached_property
    def items(self) -> Mapping[int, ActionItem]:
        ids = self._ids("item")
        rows = self.session.scalars(select(ActionItem).where(ActionItem.id.in_(ids)))
        return {row.id: row for row in rows}

    @cached_property
    def waivers(self) -> Mapping[int, Waiver]:
        rows = self.session.scalars(select(Waiver).where(Waiver.id.in_(self._ids("waiver"))))
        return {row.id: row for row in rows}

    @cached_property
    def comments(self) -> Mapping[int, str]:
        """Return the newest text of each comment that was written or edited."""
        ids = self._ids("comment")
        rows = self.session.scalars(select(Comment).where(Comment.id.in_(ids))).all()
        edits = edits_by_comment(self.session, ids)
        return {row.id: edits[row.id][-1].body if row.id in edits else row.body for row in rows}

    def _ids(self, key: str) -> set[int]:
        found = (each.about.get(key) for each in self.records)
        return {each for each in found if isinstance(each, int)}

    def names(self, ids: Collection[int]) -> Mapping[int, str]:
        """Return their names; of whom was never asked before it costs a query."""
        missing = set(ids) - set(self._names)
        if missing:
            query = select(Person.id, Person.name).where(Person.id.in_(missing))
            self._names.update({row.id: row.name for row in self.session.execute(query)})
        return self._names

    @cached_property
    def _names(self) -> dict[int, str]:
        return {each.by.person: each.by.name for each in self.records if each.by and each.by.person}
