"""What lists show of a review, kept beside it so that no list has to judge it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from readiness.core import addresses, gate_notes
from readiness.core.blockers import blockers, not_met
from readiness.core.checklists import Question
from readiness.core.progress import open_questions
from readiness.core.scoring import Score, score
from readiness.store.base import Plain
from readiness.store.verdicts import ReviewSummary
from readiness.usecases import asked_changes, efforts, turns
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView

#: Whether anything of the review was ever handed to somebody.
HANDED = "handed"


class ReviewState(StrEnum):
    """How far a review has come, whatever the hour; the verdict is the gate's."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REOPENED = "reopened"
    ABANDONED = "abandoned"


def state_of(found: Dossier) -> ReviewState:
    if found.phase.is_abandoned:
        return ReviewState.ABANDONED
    if found.phase.is_approved:
        return ReviewState.APPROVED
    if found.phase.was_approved:
        return ReviewState.REOPENED
    has_rounds = any(gate.rounds for gate in found.gates)
    return ReviewState.IN_REVIEW if has_rounds else ReviewState.DRAFT


def store_summary(session: Session, found: Dossier, *, now: datetime) -> ReviewSummary:
    """Write the summary anew: it repeats what is derived, and loses nothing by it."""
    row = session.get(ReviewSummary, found.review.id)
    is_known = row is not None
    if row is None:
        row = ReviewSummary(review_id=found.review.id)
        session.add(row)
    row.state = state_of(found)
    counted = found.case.score if found.claimed is found.seen else score(found.claimed.graded)
    row.score = counted.total
    before = row.summary or {}
    row.summary = _summary(found, counted, now) | {"gates": _gates(session, found, before)}
    # One of an earlier release does not say: something of it may have been handed to somebody.
    handed = {HANDED: before.get(HANDED, is_known)}
    row.summary = {**row.summary, **_turns(session, found), **handed}
    row.at = now
    return row


def note_handed(session: Session, review_id: int) -> None:
    """Note that something of the review was handed, so that its saves look who need not answer."""
    row = session.get_one(ReviewSummary, review_id)
    row.summary = {**row.summary, HANDED: True}


def asked(session: Session, review_id: int) -> frozenset[str]:
    """Return the questions that the review asks, as its last change has left it."""
    row = session.get(ReviewSummary, review_id)
    return frozenset(row.summary["asked"]) if row else frozenset()


def _summary(found: Dossier, counted: Score, now: datetime) -> dict[str, object]:
    areas = [area.id for area in found.pinned.checklist.areas]
    lacking = open_questions(found.claimed.graded, areas)
    running = frozenset(w.waiver.question for w in found.waivers if w.waiver.is_running(now))
    return {
        "asked": [each.question.id for each in found.claimed.asked],
        "areas": [
            {"area": a.area, "tenths": a.tenths, "answered": a.answered, "asked": a.asked}
            for a in counted.areas
        ],
        "open": len(lacking),
        "unproven": sum(each.is_answered for each in lacking),
        "blockers": len(blockers(found.claimed.graded, running)),
        "unmet": [
            _unmet(found, each.question, now)
            for each in blockers(found.claimed.graded, frozenset())
        ],
        "to_meet": [
            _unmet(found, each, now)
            for each in (one.question for one in not_met(found.claimed.graded))
            if not each.blocks and any(asked.question == each.id for asked in found.waivers)
        ],
    }


def _unmet(found: Dossier, question: Question, now: datetime) -> dict[str, object]:
    """Return an unmet question, and until when a waiver takes it off the team or may yet."""
    waivers = [each.waiver for each in found.waivers if each.question == question.id]
    ends = [
        each.ends_at.isoformat() for each in waivers if each.is_running(now) or each.is_asked(now)
    ]
    return {
        "question": question.id,
        "path": addresses.question(found.review.id, question.area, question.id),
        "until": max(ends, default=""),
        "waiver": max((each.id for each in waivers), default=None),
    }


def _gates(session: Session, found: Dossier, before: Plain) -> list[dict[str, object]]:
    kept = {each["gate"]: each for each in before.get("gates", ())}
    return [
        _gate(gate)
        | _asked(found, gate)
        | efforts.of_gate(session, found, gate, kept.get(gate.rule.id, {}))
        for gate in found.gates
    ]


def _asked(found: Dossier, gate: GateView) -> dict[str, str]:
    path = asked_changes.first_asked(found, gate)
    return {"first_asked": path} if path else {}


def _turns(session: Session, found: Dossier) -> dict[str, object]:
    noted = turns.notes(session, found).values()
    return {gate_notes.KEY: [gate_notes.plain(each) for each in noted]}


def _gate(gate: GateView) -> dict[str, object]:
    newest = max((row.at for row in gate.rounds), default=None)
    return {
        "gate": gate.rule.id,
        "title": gate.rule.title,
        "team": gate.rule.team,
        "state": gate.tally.state.value,
        "waits_for": list(gate.waits_for),
        "since": newest.isoformat() if newest else None,
        "said_at": _said_at(gate),
        "is_answered": gate.tally.is_answered,
    }


def _said_at(gate: GateView) -> str:
    """Return when the newest refusal or request was given of those that keep the gate shut."""
    standing = {vote.id for vote in (*gate.tally.denials, *gate.tally.requests)}
    return max((row.at.isoformat() for row in gate.votes if row.id in standing), default="")
