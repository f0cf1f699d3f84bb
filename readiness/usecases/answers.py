"""Saving what the team claims, revision by revision, with the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core import answers as core
from readiness.core.checklists import Question
from readiness.core.errors import BadInput, Conflict, NotFound
from readiness.core.evidence import refusal
from readiness.core.rights import Action, Actor, require
from readiness.store import answers as store
from readiness.store.answers import AnswerRevision
from readiness.usecases.checklists import pinned
from readiness.usecases.desks import Desk, at_desk
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of
from readiness.usecases.subjects import review_of

MOST_EVIDENCE = 20
LONGEST_ADDRESS = 2000
LONGEST_DESCRIPTION = 300

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
    taken, what stands is the person's own and the very next, and this follows it.

    `evidence` joins what is there. Raises Conflict with the other text if somebody saved another
    one in between.
    """
    desk = at_desk(session, review_id, question, by=by)
    value, before = _parsed(desk.question, raw, now), desk.before
    known = list(before.evidence) if before else []
    proof = [*known, *(piece for piece in evidence if piece not in known)]
    if before is not None and (before.value, before.evidence) == (value, proof):
        return Saved(before, is_new=False)
    stands = before.number if before else 0
    if stands != base and not (is_unsure and _is_own(before, base, by)):
        raise _conflict(before)
    _require_few(proof)
    return Saved(_add(session, desk, value, proof, by=by, now=now), is_new=True)


def add_evidence(
    session: Session,
    review_id: int,
    question: str,
    *,
    url: str,
    description: str,
    dated: str = "",
    by: Actor,
    now: datetime,
) -> Saved:
    """Put a link behind the answer. It joins what is there, so two people cannot collide.

    `dated` is the day that it shows, if it is given; the same link of another day is replaced.
    """
    desk = at_desk(session, review_id, question, by=by)
    piece, before = _piece(url, description, dated.strip(), now), desk.before
    known = list(before.evidence) if before else []
    if piece in known and before is not None:
        return Saved(before, is_new=False)
    known = [each for each in known if _undated(each) != _undated(piece)]
    _require_few([*known, piece])
    value = before.value if before else NO_ANSWER
    return Saved(_add(session, desk, value, [*known, piece], by=by, now=now), is_new=True)


def remove_evidence(
    session: Session, review_id: int, question: str, *, url: str, by: Actor, now: datetime
) -> Saved | None:
    """Take a link away; earlier revisions keep it. None when there was no answer to take it from."""
    desk = at_desk(session, review_id, question, by=by)
    before = desk.before
    if before is None:
        return None
    left = [piece for piece in before.evidence if piece["url"] != url]
    if left == before.evidence:
        return Saved(before, is_new=False)
    return Saved(_add(session, desk, before.value, left, by=by, now=now), is_new=True)


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


def _require_few(evidence: Evidence) -> None:
    if len(evidence) > MOST_EVIDENCE:
        raise BadInput(f"A question takes at most {MOST_EVIDENCE} pieces of evidence.")


def _conflict(before: AnswerRevision | None) -> Conflict:
    sentence = "Somebody else saved another answer meanwhile. Both are shown; choose what stays."
    if before is None:
        return Conflict(sentence, NO_ANSWER, 0)
    return Conflict(sentence, before.value, before.number)


def _is_own(before: AnswerRevision | None, base: int, by: Actor) -> bool:
    return before is not None and before.number == base + 1 and before.by == by.person


def _undated(piece: Mapping[str, object]) -> tuple[object, object]:
    return piece["url"], piece["description"]


def _piece(url: str, description: str, dated: str, now: datetime) -> dict[str, object]:
    url, description = url.strip(), description.strip()
    faults = {}
    if not _is_link(url):
        faults["url"] = "Evidence is a link that starts with https:// or http://."
    if not description or len(description) > LONGEST_DESCRIPTION:
        faults["description"] = f"Say in 1 to {LONGEST_DESCRIPTION} characters what it shows."
    if wrong_day := refusal(dated, now.date()):
        faults["dated"] = wrong_day
    if faults:
        raise BadInput(" ".join(faults.values()), faults)
    # Without a day there is no such key, as in everything that was saved before there were days.
    return {"url": url, "description": description, **({"dated": dated} if dated else {})}


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and len(url) <= LONGEST_ADDRESS and url.isprintable() and " " not in url


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
