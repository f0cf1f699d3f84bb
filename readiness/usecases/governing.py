"""Which review a gate of a service goes by, or the hand-off."""

from __future__ import annotations

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.store import approvals, reviews


def governing(session: Session, service_id: int, kind: str = Kind.LAUNCH) -> dict[int, int]:
    """Return by environment the review that governs, where there is one.

    It is the one approved last, or before the first approval the open one. Of changes it is the
    newest that was not abandoned: no approval of an earlier change lets a later one through.
    """
    if kind == Kind.CHANGE:
        return reviews.newest_alive(session, service_id, kind)
    opened = reviews.open_reviews_of(session, service_id)
    found = {review.environment_id: review.id for review in opened if review.kind == kind}
    return found | approvals.approved_last(session, service_id, kind)
