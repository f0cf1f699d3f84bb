"""Everything about one review, loaded at once and judged by the core: what pages and rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import drift, facts
from readiness.core.applicability import Asked
from readiness.core.calendars import end_of_days
from readiness.core.checklists import Kind
from readiness.core.errors import NotFound
from readiness.core.grades import Graded
from readiness.core.rights import Action, Actor, require
from readiness.core.verdicts import Approved, Case
from readiness.store import approvals, handovers, reviews, services, teams
from readiness.store.answers import AnswerRevision
from readiness.store.approvals import Approval
from readiness.store.reviews import Review, ReviewMove
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases import (
    claims,
    damages,
    gates,
    standing_holds,
    standing_items,
    standing_waivers,
)
from readiness.usecases.calendars import calendar_of
from readiness.usecases.checklists import Pinned
from readiness.usecases.claims import Claims
from readiness.usecases.gates import GateView
from readiness.usecases.phases import Phase, phase_of
from readiness.usecases.standing_waivers import StandingWaiver
from readiness.usecases.subjects import Stand, Subject, review_of, stand_of, subject_of


@dataclass(frozen=True, slots=True)
class Dossier:
    """`claimed` is the team's newest word; `seen` is what reviewers see and the verdict counts.

    They differ only in areas that were sent to a gate and edited since. `approval` is the one
    that stands, None before it and after a reopening.
    """

    subject: Subject
    phase: Phase
    claimed: Claims
    seen: Claims
    gates: tuple[GateView, ...]
    waivers: tuple[StandingWaiver, ...]
    moves: tuple[ReviewMove, ...]
    approval: Approval | None
    case: Case

    @property
    def review(self) -> Review:
        return self.subject.review

    @property
    def service(self) -> Service:
        return self.subject.service

    @property
    def owner(self) -> Team:
        return self.subject.owner

    @property
    def pinned(self) -> Pinned:
        return self.subject.pinned

    @property
    def unsent(self) -> tuple[str, ...]:
        """Return the questions whose answer changed since it was sent to reviewers."""
        return claims.differences(self.claimed, self.seen)

    def gate(self, gate_id: str) -> GateView:
        for gate in self.gates:
            if gate.rule.id == gate_id:
                return gate
        raise NotFound(f"This review has no gate {gate_id}.")

    def asked(self, question: str) -> Asked:
        for each in self.claimed.asked:
            if each.question.id == question:
                return each
        raise NotFound(f"This review does not ask {question}.")

    def graded(self, question: str) -> Graded:
        for each in self.claimed.graded:
            if each.question.id == question:
                return each
        raise NotFound(f"This review does not ask {question}.")

    def answer(self, question: str) -> AnswerRevision | None:
        return self.claimed.revisions.get(question)


def dossier(session: Session, review_id: int, *, by: Actor, now: datetime) -> Dossier:
    """Return the dossier for reading."""
    require(by, Action.READ)
    return load(session, review_id, now=now)


def locked(session: Session, review_id: int, *, now: datetime) -> Dossier:
    """Return the dossier, held for a decision until the transaction ends."""
    hold(session, review_id)
    return load(session, review_id, now=now)


def hold(session: Session, review_id: int) -> Review:
    """Lock the review, after its service as everywhere, and return it."""
    review = review_of(session, review_id)
    services.lock_service(session, review.service_id)
    return reviews.lock_review(session, review_id)


def load(session: Session, review_id: int, *, now: datetime, on: Stand | None = None) -> Dossier:
    """Return the dossier, whoever asks: for the use cases, which have checked the right.

    With `on` it is as it would be if the review stood on that.
    """
    review = review_of(session, review_id)
    subject = subject_of(session, review, on or stand_of(review))
    moves = tuple(reviews.moves_of(session, review_id))
    phase = phase_of(moves)
    approval = approvals.newest_approval(session, review_id) if phase.is_approved else None
    claimed, seen = claims.load(
        session,
        subject.review,
        subject.pinned,
        subject.facts,
        as_of=approval.at if approval else now,
    )
    views = gates.views(session, subject, seen, moves)
    waivers = standing_waivers.load(session, review_id, subject.pinned.checklist)
    case = Case(
        review=review_id,
        owner=subject.owner.name,
        titles={area.id: area.title for area in subject.pinned.checklist.areas},
        policy=subject.pinned.checklist.policy,
        graded=seen.graded,
        gates=tuple((view.rule, view.tally) for view in views),
        waivers=tuple(each.waiver for each in waivers),
        approved=_approved(session, subject, approval),
        drift_ends_at=_drift_ends(session, subject, seen, approval) if approval else None,
        is_abandoned=phase.is_abandoned,
        kind=Kind(subject.review.kind),
        items=standing_items.before_launch(session, review_id),
        teams=teams.names_of(session, {view.rule.team for view in views}),
        damaged=damages.of(session, seen) if subject.review.has_damage else (),
        stops=standing_holds.stops(session, subject.service, subject.review.kind),
    )
    return Dossier(subject, phase, claimed, seen, views, waivers, moves, approval, case)


def _approved(session: Session, subject: Subject, approval: Approval | None) -> Approved | None:
    if approval is None:
        return None
    review = subject.review
    return Approved(approval.at, approval.ends_at, _is_used(session, review))


def _is_used(session: Session, review: Review) -> bool:
    """Return whether the approval was used up for good: by a launch or a hand-off, never a change."""
    if review.kind == Kind.HANDOFF:
        return handovers.was_accepted(session, review.id)
    return review.kind == Kind.LAUNCH and reviews.has_launched(
        session, review.service_id, review.environment_id
    )


def _drift_ends(
    session: Session, subject: Subject, seen: Claims, approval: Approval
) -> datetime | None:
    """Return when newer facts will close the gate: days after they or the approval came."""
    known = services.fact_changes_of(session, subject.service.id)
    # The newest always: it may have waited for the start of the review with an earlier time.
    changes = [
        (change.at, facts.from_plain(change.facts))
        for change in known
        if change is known[-1] or change.at > subject.review.asked_at
    ]
    since = drift.drifted_since(
        subject.pinned.checklist, subject.facts, changes, dict(seen.scalars)
    )
    if since is None:
        return None
    # The first approval: signing again after a reopening is no renewal, and wins no more days.
    first = approvals.first_approved_at(session, subject.review.id) or approval.at
    start = max(since, first)
    return end_of_days(start, drift.GRACE_DAYS, calendar_of(session, subject.owner))
