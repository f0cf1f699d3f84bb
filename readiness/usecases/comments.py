"""Comments start threads and answer in them. Commenting is not contributing: who does may sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core import handles
from readiness.core.errors import BadInput, NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import comments as store
from readiness.store import people
from readiness.store.comments import Comment
from readiness.store.threads import Mention
from readiness.usecases import dossiers, thread_moves
from readiness.usecases.records import record
from readiness.usecases.services import person_of
from readiness.usecases.subjects import review_of

LONGEST = 4000


def comment(
    session: Session,
    review_id: int,
    body: str,
    *,
    question: str | None = None,
    gate: str | None = None,
    by: Actor,
    now: datetime,
) -> Comment:
    """Start a thread on one question, or on one gate."""
    require(by, Action.COMMENT)
    found = dossiers.load(session, review_id, now=now)
    if question is not None:
        found.asked(question)
    if gate is not None:
        found.gate(gate)
    text = text_of(body)
    named = named_in(session, text)
    row = Comment(review_id=review_id, question=question, gate=gate, body=text)
    return _made(session, row, named, by=by, now=now)


def answer(
    session: Session,
    review_id: int,
    thread_id: int,
    body: str,
    *,
    resolves: bool = False,
    by: Actor,
    now: datetime,
) -> Comment:
    """Answer in the thread. One that was resolved is open again, unless the answer resolves it."""
    require(by, Action.COMMENT)
    first = thread_moves.thread_of(session, review_id, thread_id)
    text = text_of(body)
    named = named_in(session, text)
    store.hold(session, first)
    row = Comment(
        review_id=review_id,
        thread_id=first.id,
        question=first.question,
        gate=first.gate,
        body=text,
    )
    made = _made(session, row, named, by=by, now=now)
    turned = thread_moves.resolve if resolves else thread_moves.reopen
    turned(session, review_id, first.id, by=by, now=now)
    return made


def comment_of(session: Session, review_id: int, thread_id: int, comment_id: int) -> Comment:
    """Return the comment of the thread."""
    row = store.comment_by_id(session, review_id, comment_id)
    if row is None or row.thread != thread_id:
        raise NotFound(f"This thread has no comment {comment_id}.")
    return row


def text_of(body: str) -> str:
    """Return what was typed as it is kept. Raises BadInput if it is no comment."""
    text = body.replace("\r\n", "\n").strip()
    if not 1 <= len(text) <= LONGEST:
        sentence = f"A comment has 1 to {LONGEST} characters."
        raise BadInput(sentence, {"body": sentence})
    return text


def named_in(
    session: Session, text: str, known: Mapping[str, int] | None = None
) -> Mapping[str, int]:
    """Return whom the text names by which spelling; `known` are those that it named before.

    Raises BadInput where a spelling names nobody, or more than one.
    """
    wanted = handles.spellings(text)
    if not wanted:
        return {}
    found = handles.resolve(wanted, people.active_names(session), known)
    if found.faults:
        sentence = " ".join(found.faults)
        raise BadInput(sentence, {"body": sentence})
    return found.people


def keep_mentions(session: Session, comment: int, edit: int, named: Mapping[str, int]) -> None:
    session.add_all(
        Mention(comment_id=comment, edit=edit, spelling=spelling, person_id=person)
        for spelling, person in named.items()
    )


def _made(
    session: Session, row: Comment, named: Mapping[str, int], *, by: Actor, now: datetime
) -> Comment:
    row.salt, row.by, row.at = new_salt(), person_of(by), now
    session.add(row)
    session.flush()
    keep_mentions(session, row.id, 0, named)
    record(
        session,
        "comment.made",
        by=by,
        service=review_of(session, row.review_id).service_id,
        review=row.review_id,
        comment=row.id,
        thread=row.thread,
        question=row.question,
        gate=row.gate,
        mentions=sorted(set(named.values())),
        digest=salted_digest(row.salt, {"body": row.body}),
    )
    session.flush()
    return row
