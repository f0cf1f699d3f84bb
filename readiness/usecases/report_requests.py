"""Asking for the draft of a report. It loads nothing that makes one: the worker does that."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.core.errors import WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store import reports, reviews
from readiness.store.reports import Draft
from readiness.usecases.phases import phase_of
from readiness.usecases.records import record, send
from readiness.usecases.subjects import review_of

#: Until then a draft that was asked for is on its way, and asking again changes nothing.
PATIENCE = timedelta(minutes=2)


def ask_draft(
    session: Session, review_id: int, *, with_comments: bool = True, by: Actor, now: datetime
) -> Draft:
    """Ask for a draft of a review that is not approved. An older one stays until it is replaced."""
    require(by, Action.ASK_REPORT)
    review = review_of(session, review_id)
    reviews.lock_review(session, review_id)
    if phase_of(reviews.moves_of(session, review_id)).is_approved:
        raise WrongMoment("The review is approved: its report is made without being asked for.")
    draft = reports.draft_of(session, review_id)
    if draft is not None and _is_same(draft, with_comments) and now - draft.asked_at < PATIENCE:
        return draft
    if draft is None:
        draft = Draft(review_id=review_id, asked_at=now)
        session.add(draft)
    draft.asked_at, draft.fault, draft.with_comments = now, "", with_comments
    send(session, "report.draft", review=review_id)
    about = {"comments": with_comments}
    record(session, "report.asked", by=by, service=review.service_id, review=review_id, **about)
    session.flush()
    return draft


def _is_same(draft: Draft, with_comments: bool) -> bool:
    """Return whether just this is on its way."""
    return is_awaited(draft) and draft.with_comments == with_comments


def is_awaited(draft: Draft) -> bool:
    return not draft.fault and not draft.is_made
