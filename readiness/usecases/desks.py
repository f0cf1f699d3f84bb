"""One question of a review, held for the person who writes its answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.checklists import Question
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import answers, reviews
from readiness.store.answers import AnswerRevision
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases import dossiers, summaries
from readiness.usecases.checklists import pinned
from readiness.usecases.phases import phase_of


@dataclass(frozen=True, slots=True)
class Desk:
    """`before` is the newest revision of the answer, None before the first."""

    review: Review
    question: Question
    before: AnswerRevision | None


def at_desk(session: Session, review_id: int, question_id: str, *, by: Actor) -> Desk:
    """Return the question, locked. It reads little: fifty people save at once.

    What is asked comes from the summary, which the transaction of the last change wrote.
    """
    review = dossiers.hold(session, review_id)
    service = session.get_one(Service, review.service_id)
    owner = session.get_one(Team, service.owner_team_id)
    require(by, Action.ANSWER, owner_team=owner.slug)
    question = _asked(session, review, question_id)
    phase_of(reviews.moves_of(session, review_id)).require_open(question.area)
    return Desk(review, question, answers.newest_revision(session, review_id, question_id))


def _asked(session: Session, review: Review, question_id: str) -> Question:
    checklist = pinned(session, review.checklist_version_id).checklist
    if question_id in summaries.asked(session, review.id):
        for question in checklist.questions:
            if question.id == question_id:
                return question
    raise NotFound(f"This review does not ask {question_id}.")
