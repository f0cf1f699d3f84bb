"""Whether newer facts of a service would ask more of it than its review did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from readiness.core.applicability import asked, gates
from readiness.core.checklists import Checklist
from readiness.core.conditions import AnswerScalar
from readiness.core.facts import Facts

GRACE_DAYS = 30


def drifted_since(
    checklist: Checklist,
    reviewed: Facts,
    changes: Sequence[tuple[datetime, Facts]],
    answers: dict[str, AnswerScalar],
) -> datetime | None:
    """Return since when the facts ask for questions or gates that the review did not, or None.

    `changes` are the facts set after the review took its copy, oldest first. Facts that went
    back to asking no more end the drift.
    """
    known = _asked(checklist, reviewed, answers)
    since: datetime | None = None
    for at, facts in changes:
        is_wider = bool(_asked(checklist, facts, answers) - known)
        since = (since or at) if is_wider else None
    return since


def _asked(checklist: Checklist, facts: Facts, answers: dict[str, AnswerScalar]) -> frozenset[str]:
    questions = frozenset(each.question.id for each in asked(checklist, facts, answers))
    return questions | {gate.id for gate in gates(checklist, facts, answers)}
