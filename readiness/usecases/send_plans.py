"""What sending would do, told before it is done: who looks again, what differs, whose vote goes stale."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.core.content import changed
from readiness.core.errors import WrongMoment
from readiness.core.progress import OpenQuestion, open_questions
from readiness.core.rights import Action, Actor, require
from readiness.usecases import claims, dossiers, gates
from readiness.usecases.claims import Claims
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlannedGate:
    """A gate that would be sent. `stale` are the people whose approval would not count any more."""

    gate: GateView
    is_sent: bool
    content: Content
    digest: str
    stale: tuple[int, ...]

    @property
    def differs(self) -> tuple[str, ...]:
        """Return what is other than its reviewers read, by question; nothing the first time."""
        return changed(self.gate.content, self.content) if self.gate.rounds else ()


@dataclass(frozen=True, slots=True)
class SendPlan:
    """`chosen` are the gates that were asked for; `digest` stands for all that would be sent."""

    found: Dossier
    chosen: tuple[str, ...]
    gates: tuple[PlannedGate, ...]
    lacking: tuple[OpenQuestion, ...]
    digest: str

    @property
    def is_seen_first(self) -> bool:
        """Return whether reviewers have read something of it before, so that it must be looked at."""
        return any(each.gate.rounds for each in self.gates)

    @property
    def areas(self) -> frozenset[str]:
        """Return the areas that would be sent."""
        gates = [each.gate for each in self.gates if each.gate.rule.id in self.chosen]
        return _sendable(self.found, {area for gate in gates for area in gate.rule.areas})


def preview(
    session: Session, review_id: int, chosen: Collection[str], *, by: Actor, now: datetime
) -> SendPlan:
    """Return what sending these gates would do; without any, all that waiting changes touch."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    require(by, Action.SUBMIT, owner_team=found.owner.slug)
    touched = [gate.rule.id for gate in touched_by_changes(found)]
    return plan(found, list(chosen) or touched)


def plan(found: Dossier, chosen: Sequence[str]) -> SendPlan:
    """Return what sending these gates would do, or refuse what cannot be sent.

    Gates that were sent before and would read something else get a new round as well, so that no
    reviewer reads another text than the one next to them.
    """
    _require_moment(found)
    first = [found.gate(gate) for gate in dict.fromkeys(chosen)]
    if not first:
        raise WrongMoment("Nothing changed since it was sent.")
    areas = frozenset(area for gate in first for area in gate.rule.areas)
    after = _after(found, areas)
    others = [gate for gate in found.gates if gate not in first and _reads_on(found, gate, after)]
    planned = tuple(_planned(found, gate, after) for gate in (*first, *others))
    told = {each.gate.rule.id: each.digest for each in planned}
    lacking = open_questions(found.claimed.graded, _sendable(found, areas))
    return SendPlan(found, tuple(chosen), planned, lacking, digest(told))


def touched_by_changes(found: Dossier) -> tuple[GateView, ...]:
    """Return the gates already sent that would read something else if all changes were sent."""
    if found.claimed is found.seen:
        return ()
    everything = frozenset(area.id for area in found.pinned.checklist.areas)
    after = _after(found, everything)
    return tuple(gate for gate in found.gates if _reads_on(found, gate, after))


def outstanding(found: Dossier, gate: GateView) -> tuple[OpenQuestion, ...]:
    """Return what keeps the gate's areas from being sent."""
    return open_questions(found.claimed.graded, gate.rule.areas)


def _require_moment(found: Dossier) -> None:
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned; there is nothing to send.")
    if found.phase.is_approved:
        raise WrongMoment("This review is approved; there is nothing to send.")


def _sendable(found: Dossier, areas: Collection[str]) -> frozenset[str]:
    """Return those of the areas that can go now.

    What was edited and not sent before an approval waits until its area is reopened too.
    """
    edited = {each.area for each in found.pinned.checklist.questions if each.id in found.unsent}
    return frozenset(area for area in areas if found.phase.can_change(area) or area not in edited)


def _after(found: Dossier, areas: Collection[str]) -> Claims:
    """Return what reviewers would see once these areas were sent."""
    subject, areas = found.subject, _sendable(found, areas)
    return claims.merged(subject.pinned.checklist, subject.facts, found.claimed, found.seen, areas)


def _reads_on(found: Dossier, gate: GateView, after: Claims) -> bool:
    """Return whether a gate that its reviewers have before them would read something else."""
    if not _is_sent(gate):
        return False
    return digest(gates.covered(found.subject, gate.rule, after)) != gate.ballot.digest


def _planned(found: Dossier, gate: GateView, after: Claims) -> PlannedGate:
    content = gates.covered(found.subject, gate.rule, after)
    told = digest(content)
    is_same = told == gate.ballot.digest
    stale = () if is_same else tuple(vote.person for vote in gate.tally.approvals)
    return PlannedGate(gate, _is_sent(gate), content, told, stale)


def _is_sent(gate: GateView) -> bool:
    return gate.ballot.round > gate.ballot.closed_round
