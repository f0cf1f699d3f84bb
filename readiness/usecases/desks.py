"""One question of a review, held for the person who writes its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.answers import is_readable
from readiness.core.checklists import Checklist, Question
from readiness.core.delegations import of_question
from readiness.core.errors import NotFound
from readiness.core.question_ids import answer
from readiness.core.rights import Action, Actor, may, require
from readiness.store import answers, delegations, reviews
from readiness.store.answers import AnswerRevision
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases import dossiers, summaries
from readiness.usecases.answered_versions import Stood
from readiness.usecases.checklists import pinned
from readiness.usecases.phases import phase_of
from readiness.usecases.subjects import review_of


@dataclass(frozen=True, slots=True)
class Desk:
    """`before` is the newest revision of the answer, None before the first.

    `number` is that of the next revision: they count on when the question goes by another id.
    """

    review: Review
    question: Question
    before: AnswerRevision | None
    number: int


def at_desk(session: Session, review_id: int, question_id: str, *, by: Actor) -> Desk:
    """Return the question, locked. It reads little: fifty people save at once."""
    dossiers.hold(session, review_id)
    return seated(session, review_id, question_id, by=by)


def seated(session: Session, review_id: int, question_id: str, *, by: Actor) -> Desk:
    """Return the question unlocked, for who looks beforehand whether they could write.

    What is asked comes from the summary, which the transaction of the last change wrote.
    """
    review = review_of(session, review_id)
    service = session.get_one(Service, review.service_id)
    owner = session.get_one(Team, service.owner_team_id)
    checklist = pinned(session, review.checklist_version_id).checklist
    _require(session, review, checklist, question_id, owner, by)
    question = _asked(session, review, checklist, question_id)
    phase_of(reviews.moves_of(session, review_id)).require_open(question.area)
    revisions = answers.newest_of_each(session, review_id, question.ids)
    number = max((each.number for each in revisions), default=0) + 1
    saved_under = Stood(session, review_id).when_saved
    newest = answer(checklist, question, {row.question: row.id for row in revisions}, saved_under)
    return Desk(review, question, _before(question, revisions, newest), number)


def _require(
    session: Session, review: Review, checklist: Checklist, question_id: str, owner: Team, by: Actor
) -> None:
    """Raise unless they may answer it: by their team, or because it was handed to them.

    What was handed is read while the review is held: taking it back waits, or came first.
    """
    if may(by, Action.ANSWER, owner_team=owner.slug):  # a save of theirs reads nothing more
        return
    rows = delegations.newest_delegations(session, [review.id])
    question = next((each for each in checklist.questions if question_id in each.ids), None)
    row = of_question(rows, question.ids, question.area) if question else None
    holder = row.person_id if row else None
    require(by, Action.ANSWER, owner_team=owner.slug, handed_to=holder)


def _before(
    question: Question, revisions: Sequence[AnswerRevision], newest: int | None
) -> AnswerRevision | None:
    """Return the answer that counts, unless the question takes another type of answer since."""
    found = next((row for row in revisions if row.id == newest), None)
    is_read = found is not None and is_readable(question.answer, found.value)
    return found if is_read else None


def _asked(session: Session, review: Review, checklist: Checklist, question_id: str) -> Question:
    known = summaries.asked(session, review.id)
    for question in checklist.questions:
        if question_id in question.ids and question.id in known:
            return question
    raise NotFound(f"This review does not ask {question_id}.")
