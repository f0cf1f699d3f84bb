"""The instant at which a review becomes approved, with all that it rested on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.adapters.secrets import new_salt
from readiness.core.calendars import end_of_days
from readiness.core.verdicts import is_ready
from readiness.store import ledger
from readiness.store.approvals import Approval
from readiness.store.reviews import ReviewMove
from readiness.usecases import dossiers, snapshots
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier
from readiness.usecases.phases import Move
from readiness.usecases.records import record, send


def approved_if_ready(session: Session, review_id: int, *, now: datetime) -> Dossier:
    """Approve the review if every gate is signed and nothing blocks, and return it as it is then.

    Nobody can ask for it: it follows from what was signed.
    """
    found = dossiers.load(session, review_id, now=now)
    if found.phase.is_approved or not is_ready(found.case, now):
        return found
    _approve(session, found, now)
    return dossiers.load(session, review_id, now=now)


def _approve(session: Session, found: Dossier, now: datetime) -> None:
    approval = _approval(session, found, now)
    session.add(approval)
    session.add(_move(found.review.id, now))
    found.review.is_open = None
    session.flush()
    send(session, "report.make", approval=approval.id)
    record(
        session,
        "review.approved",
        by=None,
        service=found.service.id,
        review=found.review.id,
        approval=approval.id,
        digest=approval.digest,
        score=approval.score,
    )


def _approval(session: Session, found: Dossier, now: datetime) -> Approval:
    head = ledger.lock_head(session)
    snapshot = snapshots.snapshot(session, found, now=now)
    policy = found.pinned.checklist.policy
    return Approval(
        review_id=found.review.id,
        score=found.case.score.total or 0,
        digest=digest(snapshot),
        snapshot=snapshot,
        ends_at=end_of_days(now, policy.launch_within_days, calendar_of(session, found.owner)),
        ledger_size=head.size,
        ledger_head=head.hash,
        at=now,
    )


def _move(review_id: int, now: datetime) -> ReviewMove:
    return ReviewMove(
        review_id=review_id,
        move=Move.APPROVED,
        areas=[],
        closes={},
        salt=new_salt(),
        by=None,
        at=now,
    )
