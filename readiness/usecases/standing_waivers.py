"""The waivers of a review with what was decided about each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.waivers import Decision, Waiver
from readiness.store import waivers as store
from readiness.store.waivers import Waiver as WaiverRow
from readiness.store.waivers import WaiverDecision


@dataclass(frozen=True, slots=True)
class StandingWaiver:
    """What was asked, the newest decision on it if there is one, and how it counts."""

    row: WaiverRow
    decision: WaiverDecision | None
    waiver: Waiver


def load(session: Session, review_id: int) -> tuple[StandingWaiver, ...]:
    """Return every waiver of the review, oldest first."""
    asked = store.waivers_of(session, review_id)
    decisions = store.decisions_of(session, review_id) if asked else ()
    newest = {row.waiver_id: row for row in decisions}
    return tuple(
        StandingWaiver(row, newest.get(row.id), _waiver(row, newest.get(row.id))) for row in asked
    )


def _waiver(row: WaiverRow, decision: WaiverDecision | None) -> Waiver:
    said = Decision(decision.decision) if decision else None
    return Waiver(row.id, row.question, row.ends_at, said)
