"""How other teams' approved reviews answered a question, to see what a good answer looks like."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from readiness.core.checklists import Question
from readiness.core.rights import Actor
from readiness.core.suggestions import claims_something
from readiness.store import suggestions as store
from readiness.store.approvals import Approval
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.usecases import answers

SHOWN = 3
#: Their last word may be another than the answer by which they were found.
LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """`question` is the question with its answer, as the approval's snapshot has it."""

    service: str
    review: int
    approved_at: datetime
    question: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The question of this review and its answers in the newest approved reviews of others."""

    review: Review
    service: Service
    question: Question
    others: tuple[OtherAnswer, ...]


def elsewhere(session: Session, review_id: int, question: str, *, by: Actor) -> Elsewhere:
    """Return at most three, each of another service."""
    asked = answers.question_of(session, review_id, question, by=by)
    review = session.get_one(Review, review_id)
    found = store.approvals_elsewhere(session, review.service_id, asked.ids, most=LOOKED_AT)
    said = [each for each in (_said(approval, asked.ids) for approval in found) if each]
    service = session.get_one(Service, review.service_id)
    return Elsewhere(review, service, asked, tuple(said[:SHOWN]))


def _said(approval: Approval, ids: Collection[str]) -> OtherAnswer | None:
    """Return what was approved, None if that was no answer."""
    review = approval.snapshot["review"]
    for area in approval.snapshot["areas"]:
        for each in area["questions"]:
            if each["id"] in ids and claims_something(each["answer"] or {}):
                name = review["service"]["name"]
                return OtherAnswer(name, approval.review_id, approval.at, each)
    return None
