"""Which review a gate of a service goes by, or the hand-off."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.store import approvals, reviews


def governing(session: Session, service_id: int, kind: str = Kind.LAUNCH) -> dict[int, int]:
    """Return by environment the review of that kind that governs, where there is one."""
    found = governing_each_kind(session, service_id)
    return {place: review for (each, place), review in found.items() if each == kind}


def governing_each_kind(session: Session, service_id: int) -> Mapping[tuple[str, int], int]:
    """Return the review that governs, by kind and environment.

    It is the one approved last, or before the first approval the open one. Of changes it is the
    newest that was not abandoned: no approval of an earlier change lets a later one through.
    """
    alive = reviews.alive_of(session, service_id)
    begun = {(r.kind, r.environment): r.id for r in alive if r.is_open or r.kind == Kind.CHANGE}
    approved = approvals.approved_last(session, service_id)
    return begun | {gate: id_ for gate, id_ in approved.items() if gate[0] != Kind.CHANGE}
