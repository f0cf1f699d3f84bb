"""Earlier answers of the same service, offered question by question, and confirmed one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import suggestions as core
from readiness.core.checklists import Checklist, Question
from readiness.core.errors import NotFound
from readiness.core.question_ids import counted
from readiness.core.rights import Action, Actor, may, require
from readiness.core.suggestions import EarlierReview
from readiness.store import answers as answer_rows
from readiness.store import carried_answers
from readiness.store import suggestions as store
from readiness.store.answers import AnswerRevision
from readiness.store.carried_answers import CarriedAnswer
from readiness.store.reviews import Review
from readiness.store.suggestions import PastReview
from readiness.usecases import answers, uploads
from readiness.usecases.answered_versions import Stood
from readiness.usecases.answers import Saved
from readiness.usecases.checklists import pinned
from readiness.usecases.desks import at_desk
from readiness.usecases.dossiers import Dossier
from readiness.usecases.names import names
from readiness.usecases.records import record


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An earlier answer; `checklist` and `by` are the names of what it answered and of its author."""

    revision: AnswerRevision
    review: PastReview
    checklist: str
    by: str


def waiting(
    session: Session,
    found: Dossier,
    *,
    by: Actor,
    area: str = "",
    handed: Collection[str] = (),
) -> Mapping[str, Suggestion]:
    """Return by question what this person could confirm, in one area or in all of them.

    What is answered is left out, whatever the answer. Nothing here counts before it is confirmed.
    Those of other teams are offered what was `handed` to them.
    """
    require(by, Action.READ)
    waiting = _open(found, area)
    if not may(by, Action.ANSWER, owner_team=found.owner.slug):
        waiting = [each for each in waiting if each.id in handed]
    return _offered(session, found.review, waiting, by) if waiting else {}


def confirm(
    session: Session,
    review_id: int,
    question: str,
    source: int,
    *,
    base: int,
    by: Actor,
    now: datetime,
) -> Saved:
    """Save the offered answer with its evidence as this person's own, on top of revision `base`."""
    desk = at_desk(session, review_id, question, by=by)
    row = _revision(session, desk.review, desk.question, source, by)
    value, evidence = row.value, row.evidence
    saved = answers.save(
        session, review_id, desk.question.id, value, base=base, evidence=evidence, by=by, now=now
    )
    if saved.is_new:
        uploads.carry(session, desk.review, evidence, by=by, now=now)
        session.add(CarriedAnswer(revision_id=saved.revision.id, from_revision_id=row.id))
        record(
            session,
            "answer.carried",
            by=by,
            service=desk.review.service_id,
            review=review_id,
            question=desk.question.id,
            number=saved.revision.number,
            earlier=row.review_id,
        )
        session.flush()
    return saved


def offered(
    session: Session, review_id: int, question: str, source: int, *, by: Actor
) -> AnswerRevision:
    """Return the revision if it is what this review offers for the question."""
    asked = answers.question_of(session, review_id, question, by=by)
    return _revision(session, session.get_one(Review, review_id), asked, source, by)


def carried(session: Session, review_id: int, *, by: Actor) -> Mapping[int, tuple[int, datetime]]:
    """Return for each revision that was confirmed the review that it came from, and its start."""
    require(by, Action.READ)
    return carried_answers.carried_into(session, review_id)


def _open(found: Dossier, area: str) -> list[Question]:
    return [
        each.question
        for each in found.claimed.asked
        if area in ("", each.question.area)
        and found.phase.can_change(each.question.area)
        and not _is_answered(found.answer(each.question.id))
    ]


def _is_answered(revision: AnswerRevision | None) -> bool:
    """Return whether a choice was made; links and a reason alone are no answer yet."""
    return revision is not None and revision.value["choice"] != ""


def _revision(
    session: Session, review: Review, question: Question, source: int, by: Actor
) -> AnswerRevision:
    found = _offered(session, review, [question], by).get(question.id)
    if found is None or found.revision.id != source:
        raise NotFound("This earlier answer is not offered here, or not any more.")
    return found.revision


def _offered(
    session: Session, review: Review, questions: Sequence[Question], by: Actor
) -> dict[str, Suggestion]:
    past = store.reviews_before(session, review) if questions else ()
    if not past:
        return {}
    checklists = {id_: pinned(session, id_).checklist for id_ in {row.version_id for row in past}}
    ordered = core.in_order(_earlier(session, review, past, checklists))
    sources = {each.id: core.source(each, ordered) for each in questions}
    rows = answer_rows.revisions_by_id(session, {id_ for id_ in sources.values() if id_})
    kept = {
        each.id: rows[id_]
        for each in questions
        if (id_ := sources[each.id]) and core.claims_something(rows[id_].value)
    }
    known = names(session, {row.by for row in kept.values()}, by=by)
    by_id = {each.id: each for each in past}
    return {
        id_: _suggestion(row, by_id[row.review_id], checklists, known.get(row.by, ""))
        for id_, row in kept.items()
    }


def _earlier(
    session: Session,
    review: Review,
    past: Sequence[PastReview],
    checklists: Mapping[int, Checklist],
) -> tuple[EarlierReview, ...]:
    given = store.newest_answers(session, [each.id for each in past])
    return tuple(
        EarlierReview(
            review=each.id,
            is_same_environment=each.environment_id == review.environment_id,
            questions=checklists[each.version_id].questions,
            answers=counted(
                checklists[each.version_id],
                given.get(each.id, {}),
                Stood(session, each.id).when_saved,
            ),
        )
        for each in past
    )


def _suggestion(
    row: AnswerRevision, review: PastReview, checklists: Mapping[int, Checklist], by: str
) -> Suggestion:
    checklist = checklists[review.version_id]
    return Suggestion(row, review, f"{checklist.title}, version {checklist.version}", by)
