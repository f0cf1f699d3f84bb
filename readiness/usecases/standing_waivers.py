"""The waivers of a review with what was decided about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.checklists import Checklist
from readiness.core.question_ids import current_ids
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

    @property
    def question(self) -> str:
        """Return the question by its id of now; it may have been asked under an earlier one."""
        return self.waiver.question


def load(session: Session, review_id: int, checklist: Checklist) -> tuple[StandingWaiver, ...]:
    """Return every waiver of the review, oldest first."""
    current = current_ids(checklist)
    asked = store.waivers_of(session, review_id)
    decisions = store.decisions_of(session, review_id) if asked else ()
    newest = {row.waiver_id: row for row in decisions}
    return tuple(
        StandingWaiver(row, newest.get(row.id), _waiver(row, newest.get(row.id), current))
        for row in asked
    )


def _waiver(row: WaiverRow, decision: WaiverDecision | None, current: Mapping[str, str]) -> Waiver:
    said = Decision(decision.decision) if decision else None
    return Waiver(row.id, current.get(row.question, row.question), row.ends_at, said)
