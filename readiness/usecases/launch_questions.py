"""What a launch review could not ask yet: at the launch, it becomes work that the team owes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core.action_items import DAYS_AFTER_LAUNCH, Origin
from readiness.core.applicability import Asked, asked_after_launch
from readiness.core.rights import Actor
from readiness.store.reviews import Review
from readiness.usecases import action_items, dossiers
from readiness.usecases.dossiers import Dossier


def owe(session: Session, review: Review, *, by: Actor, now: datetime) -> None:
    """Make an action item of each question that applies and waited for the launch.

    Nobody owns it until somebody takes it. Whoever calls marks the launch, which happens once.
    """
    found = dossiers.load(session, review.id, now=now)
    for each in _waited(found):
        question, checklist = each.question, found.pinned.checklist
        action_items.owed(
            session,
            review=review,
            title=question.text,
            link=addresses.checklist_question(checklist.id, checklist.version, question.id),
            owner=None,
            due_on=action_items.today(found, now) + timedelta(days=DAYS_AFTER_LAUNCH),
            before_launch=False,
            origin=Origin.QUESTION,
            question=question.id,
            by=by,
            now=now,
        )


def _waited(found: Dossier) -> tuple[Asked, ...]:
    answers = dict(found.seen.scalars)
    return asked_after_launch(found.pinned.checklist, found.subject.facts, answers)
