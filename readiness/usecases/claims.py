"""The answers of a review: the team's newest, and those that were sent to the reviewers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import answers as core
from readiness.core.applicability import Asked, Because, asked
from readiness.core.checklists import Checklist
from readiness.core.conditions import AnswerScalar
from readiness.core.evidence import weigh
from readiness.core.facts import Facts
from readiness.core.grades import Graded, grade, grade_failed_rule
from readiness.core.pieces import all_said
from readiness.core.question_ids import SavedUnder, counted, moved
from readiness.store import answers as store
from readiness.store.answers import AnswerRevision, RevisionMark, Sending
from readiness.store.reviews import Review
from readiness.usecases.answered_versions import Stood
from readiness.usecases.checklists import Pinned

Revisions = Mapping[str, AnswerRevision]


@dataclass(frozen=True, slots=True)
class Claims:
    """One revision for each answered question, and what it makes of the checklist.

    An answer that does not fit its question any more, as that takes another type since, is
    none: it stays in the history alone.
    """

    revisions: Revisions
    scalars: Mapping[str, AnswerScalar]
    asked: tuple[Asked, ...]
    graded: tuple[Graded, ...]


def load(
    session: Session, review: Review, pinned: Pinned, facts: Facts, *, as_of: datetime
) -> tuple[Claims, Claims]:
    """Return what is claimed now, and what the reviewers see."""
    saved_under = Stood(session, review.id).when_saved
    claimed = counted(pinned.checklist, store.newest_ids(session, review.id), saved_under)
    seen = _seen(session, review, pinned.checklist, claimed, saved_under)
    rows = store.revisions_by_id(session, {*claimed.values(), *seen.values()})
    now = _judged(pinned.checklist, facts, _pick(rows, claimed), as_of)
    if seen == claimed:
        return now, now
    return now, _judged(pinned.checklist, facts, _pick(rows, seen), as_of)


def _seen(
    session: Session,
    review: Review,
    checklist: Checklist,
    claimed: Mapping[str, int],
    saved_under: SavedUnder,
) -> Mapping[str, int]:
    """Return the revisions that were sent; all newest ones while nothing is beyond what was."""
    up_to = _sent_up_to(store.sendings_of(session, review.id))
    if not up_to or max(claimed.values(), default=0) <= min(up_to.values()):
        return claimed
    unsent = {each.id for each in checklist.questions if each.area not in up_to}
    never_sent = {id_: claimed[id_] for id_ in claimed if id_ in unsent}
    marks = {id_: up_to[area] for id_, area in moved(checklist).items() if area in up_to}
    sent = store.ids_up_to(session, review.id, up_to, marks)
    return counted(checklist, sent, saved_under) | never_sent


def as_sent(
    session: Session,
    pinned: Pinned,
    facts: Facts,
    marks: Sequence[RevisionMark],
    sendings: Sequence[Sending],
) -> Claims:
    """Return what the reviewers saw when only these had been sent, as of the last of them."""
    sent = _sent(pinned.checklist, marks, _sent_up_to(sendings))
    seen = counted(pinned.checklist, sent, Stood(session, sendings[-1].review_id).when_saved)
    rows = store.revisions_by_id(session, set(seen.values()))
    return _judged(pinned.checklist, facts, _pick(rows, seen), sendings[-1].at)


def _sent_up_to(sendings: Sequence[Sending]) -> Mapping[str, int]:
    return {sending.area: sending.up_to for sending in sendings}


def _sent(
    checklist: Checklist, marks: Sequence[RevisionMark], up_to: Mapping[str, int]
) -> dict[str, int]:
    """Return the newest revision under each id that was sent; all of an area that never was.

    What moved to another area was sent with either of them.
    """
    now_in = moved(checklist)
    newest = {}
    for mark in marks:
        area = now_in.get(mark.question, mark.area)
        if area not in up_to or mark.id <= max(up_to[area], up_to.get(mark.area, 0)):
            newest[mark.question] = mark.id
    return newest


def _pick(rows: Mapping[int, AnswerRevision], ids: Mapping[str, int]) -> Revisions:
    return {question: rows[id_] for question, id_ in ids.items()}


def _judged(checklist: Checklist, facts: Facts, revisions: Revisions, as_of: datetime) -> Claims:
    readable, scalars = _read(checklist, revisions)
    found = asked(checklist, facts, scalars)
    graded = tuple(_graded(each, revisions.get(each.question.id), as_of) for each in found)
    return Claims(readable, scalars, found, graded)


def _read(
    checklist: Checklist, revisions: Revisions
) -> tuple[Revisions, Mapping[str, AnswerScalar]]:
    """Return what fits its question still, and what conditions read of it."""
    readable = {
        each.id: revisions[each.id]
        for each in checklist.questions
        if each.id in revisions and core.is_readable(each.answer, revisions[each.id].value)
    }
    scalars = {
        each.id: core.scalar(each.answer, readable[each.id].value)
        for each in checklist.questions
        if each.id in readable
    }
    return readable, scalars


def _graded(each: Asked, revision: AnswerRevision | None, as_of: datetime) -> Graded:
    if each.because is Because.RULE_FAILED:
        return Graded(each.question, grade_failed_rule(each.question))
    if revision is None:
        return Graded(each.question, grade(each.question, None, 0, as_of.date()))
    proof = weigh(each.question, revision.evidence, as_of.date())
    day, value = as_of.date(), revision.value
    found = grade(each.question, value, proof.counted, day, aged=proof.aged)
    return Graded(each.question, found)


def merged(
    checklist: Checklist,
    facts: Facts,
    claimed: Claims,
    seen: Claims,
    areas: Collection[str],
) -> Claims:
    """Return what reviewers see once these areas are sent: of the others, what they saw before.

    It is not graded: what a vote is bound to is the same on every day.
    """
    revisions = {
        each.id: source[each.id]
        for each in checklist.questions
        for source in [claimed.revisions if each.area in areas else seen.revisions]
        if each.id in source
    }
    readable, scalars = _read(checklist, revisions)
    return Claims(readable, scalars, asked(checklist, facts, scalars), ())


def differences(claimed: Claims, seen: Claims) -> tuple[str, ...]:
    """Return the questions whose answer or evidence is not what the reviewers see."""
    return tuple(
        question
        for question, revision in claimed.revisions.items()
        if not _says_the_same(revision, seen.revisions.get(question))
    )


def _says_the_same(new: AnswerRevision, old: AnswerRevision | None) -> bool:
    if old is None or new.value != old.value:
        return False
    return all_said(new.evidence) == all_said(old.evidence)
