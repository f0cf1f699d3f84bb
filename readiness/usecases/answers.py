"""Saving what the team claims, revision by revision, with the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, takewhile

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core import answers as core
from readiness.core.checklists import Question
from readiness.core.errors import BadInput, Conflict, NotFound
from readiness.core.files import USUAL, Kept, Limits
from readiness.core.pieces import Names, Typed, all_said, is_named, joined, make, put_back, said
from readiness.core.rights import Action, Actor, require
from readiness.store import answers as store
from readiness.store.answers import AnswerRevision
from readiness.usecases import uploads
from readiness.usecases.checklists import pinned
from readiness.usecases.desks import Desk, at_desk, seated
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of
from readiness.usecases.subjects import review_of

MOST_EVIDENCE = 20

Value = Mapping[str, object]
Evidence = Sequence[Mapping[str, object]]
NO_ANSWER: Value = {"choice": "", "reason": ""}


@dataclass(frozen=True, slots=True)
class Saved:
    """The revision that stands now; `is_new` is false when nothing differed."""

    revision: AnswerRevision
    is_new: bool


def question_of(session: Session, review_id: int, question: str, *, by: Actor) -> Question:
    """Return a question of the review's checklist, whether it is asked just now or not.

    An earlier id finds it too: the page may have been opened before a newer version came.
    """
    require(by, Action.READ)
    review = review_of(session, review_id)
    checklist = pinned(session, review.checklist_version_id).checklist
    found = next((each for each in checklist.questions if question in each.ids), None)
    if found is None:
        raise NotFound(f"This review does not ask {question}.")
    return found


def save(
    session: Session,
    review_id: int,
    question: str,
    raw: Value,
    *,
    base: int,
    evidence: Evidence = (),
    is_unsure: bool = False,
    by: Actor,
    now: datetime,
) -> Saved:
    """Save an answer that was typed on top of revision `base`, 0 for none.
    `is_unsure`: the browser never heard what became of the save before this one. If that was
    taken, what stands is the person's own and the very next text, and this follows it.

    `evidence` joins what is there. Raises Conflict with the other text if somebody saved another
    one in between; evidence that came or went is none.
    """
    desk = at_desk(session, review_id, question, by=by)
    value, before = _parsed(desk.question, raw, now), desk.before
    known = list(before.evidence) if before else []
    proof = [*known, *(piece for piece in evidence if said(piece) not in all_said(known))]
    if before is not None and (before.value, before.evidence) == (value, proof):
        return Saved(before, is_new=False)
    stands = before.number if before else 0
    is_own = is_unsure and _is_own(session, desk, base, by)
    if not is_own and base != stands and not _says_the_same(session, desk, base, stands):
        raise _conflict(before)
    _require_few(proof)
    return Saved(_add(session, desk, value, proof, by=by, now=now), is_new=True)


def add_evidence(
    session: Session,
    review_id: int,
    question: str,
    *,
    url: str = "",
    description: str = "",
    dated: str = "",
    until: str = "",
    files: Sequence[Kept] = (),
    limits: Limits = USUAL,
    replaces: Names | None = None,
    by: Actor,
    now: datetime,
) -> Saved:
    """Put a link or files behind the answer, in the place of the piece that they replace.

    They join what is there, so two people cannot collide. `dated` is the day that they show,
    `until` the one from which they do not count any more. The bytes of `files` are stored.
    """
    desk = at_desk(session, review_id, question, by=by)
    before = desk.before
    proof = _proof(desk, Typed(url, description, dated, until), files, replaces, now)
    if before is not None and all_said(proof) == all_said(before.evidence):
        return Saved(before, is_new=False)
    uploads.keep(session, desk.review, desk.question.id, files, limits=limits, by=by, now=now)
    value = before.value if before else NO_ANSWER
    return Saved(_add(session, desk, value, proof, by=by, now=now), is_new=True)


def require_addable(
    session: Session,
    review_id: int,
    question: str,
    typed: Typed,
    files: Sequence[Kept],
    *,
    replaces: Names | None,
    by: Actor,
    now: datetime,
) -> None:
    """Refuse, before any bytes are kept, what would be refused when it is added."""
    _proof(seated(session, review_id, question, by=by), typed, files, replaces, now)


def remove_evidence(
    session: Session,
    review_id: int,
    question: str,
    *,
    url: str = "",
    file: str = "",
    description: str = "",
    by: Actor,
    now: datetime,
) -> Saved | None:
    """Take a piece away; earlier revisions keep it. None when there was no answer to take it from."""
    desk = at_desk(session, review_id, question, by=by)
    before = desk.before
    if before is None:
        return None
    gone = Names(url, file, description)
    left = [piece for piece in before.evidence if not is_named(piece, gone)]
    if left == before.evidence:
        return Saved(before, is_new=False)
    return Saved(_add(session, desk, before.value, left, by=by, now=now), is_new=True)


def put_back_evidence(
    session: Session, review_id: int, question: str, *, revision: int, by: Actor, now: datetime
) -> Saved | None:
    """Attach again, in a new revision, what went with that one. None if there is no such revision."""
    desk = at_desk(session, review_id, question, by=by)
    rows = _rows(session, desk)
    pair = next((two for two in pairwise(rows) if two[0].number == revision), None)
    if pair is None:
        return None
    newest = rows[0]
    proof = put_back(newest.evidence, pair[1].evidence, pair[0].evidence)
    if proof == newest.evidence:
        return Saved(newest, is_new=False)
    _require_few(proof)
    return Saved(_add(session, desk, newest.value, proof, by=by, now=now), is_new=True)


def same_since(session: Session, review_id: int, question: str, *, by: Actor) -> int:
    """Return the first revision from which on the answer said what it says now, 0 for no answer.

    Only evidence came or went since: what was typed on any of them replaces nobody's text.
    """
    asked = question_of(session, review_id, question, by=by)
    return _same_since(store.revisions_of(session, review_id, asked.ids))


def _rows(session: Session, desk: Desk) -> Sequence[AnswerRevision]:
    return store.revisions_of(session, desk.review.id, desk.question.ids)


def _says_the_same(session: Session, desk: Desk, base: int, stands: int) -> bool:
    """Return whether only evidence came or went since that revision."""
    return _same_since(_rows(session, desk)) <= base < stands


def _same_since(rows: Sequence[AnswerRevision]) -> int:
    if not rows:
        return 0
    same = list(takewhile(lambda row: row.value == rows[0].value, rows))
    is_from_the_first = len(same) == len(rows) and rows[0].value == NO_ANSWER
    return 0 if is_from_the_first else same[-1].number


def area_history(
    session: Session, review_id: int, area: str, *, by: Actor
) -> Sequence[AnswerRevision]:
    """Return every revision of the area's answers, under whichever id, newest first."""
    require(by, Action.READ)
    review = review_of(session, review_id)
    checklist = pinned(session, review.checklist_version_id).checklist
    ids = [id_ for each in checklist.questions if each.area == area for id_ in each.ids]
    return store.revisions_of(session, review_id, ids)


def _parsed(question: Question, raw: Value, now: datetime) -> dict[str, object]:
    try:
        return core.parse(question.answer, raw, today=now.date())
    except core.BadAnswer as bad:
        raise BadInput(f"Not saved. {bad}", dict(bad.faults)) from bad


def _proof(
    desk: Desk, typed: Typed, files: Sequence[Kept], replaces: Names | None, now: datetime
) -> Evidence:
    """Return the evidence as it is with what was typed and sent. Raises BadInput if it may not be."""
    known = desk.before.evidence if desk.before else []
    proof = joined(known, make(typed, files, now.date()), replaces)
    _require_few(proof)
    return proof


def _require_few(evidence: Evidence) -> None:
    if len(evidence) > MOST_EVIDENCE:
        raise BadInput(f"A question takes at most {MOST_EVIDENCE} pieces of evidence.")


def _conflict(before: AnswerRevision | None) -> Conflict:
    sentence = "Somebody else saved another answer meanwhile. Both are shown; choose what stays."
    if before is None:
        return Conflict(sentence, NO_ANSWER, 0)
    return Conflict(sentence, before.value, before.number)


def _is_own(session: Session, desk: Desk, base: int, by: Actor) -> bool:
    """Return whether they wrote what stands, on that base, whatever evidence came or went since."""
    rows = _rows(session, desk)
    first = _same_since(rows)
    is_theirs = any(row.number == first and row.by == by.person for row in rows)
    older = [row for row in rows if row.number < first]
    return desk.before is not None and is_theirs and _same_since(older) <= base < first


def _add(
    session: Session, desk: Desk, value: Value, evidence: Evidence, *, by: Actor, now: datetime
) -> AnswerRevision:
    revision = AnswerRevision(
        review_id=desk.review.id,
        area=desk.question.area,
        question=desk.question.id,
        number=desk.number,
        value=dict(value),
        evidence=[dict(piece) for piece in evidence],
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(revision)
    said: dict[str, object] = {"value": revision.value, "evidence": revision.evidence}
    record(
        session,
        "answer.saved",
        by=by,
        service=desk.review.service_id,
        review=desk.review.id,
        question=revision.question,
        number=revision.number,
        digest=salted_digest(revision.salt, said),
    )
    touch(session, desk.review.service_id)
    session.flush()
    return revision
