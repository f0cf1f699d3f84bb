"""Resolving a thread and opening it again. Whoever may comment may do both; the ledger says who."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.core.threads import Became
from readiness.store import comments as store
from readiness.store import threads
from readiness.store.comments import Comment
from readiness.store.threads import ThreadMove
from readiness.usecases.records import record
from readiness.usecases.services import person_of
from readiness.usecases.subjects import review_of


def resolve(session: Session, review_id: int, thread_id: int, *, by: Actor, now: datetime) -> None:
    """Say that nothing is left to say. Of a thread that is resolved already, nothing changes."""
    _turn(session, review_id, thread_id, Became.RESOLVED, by=by, now=now)


def reopen(session: Session, review_id: int, thread_id: int, *, by: Actor, now: datetime) -> None:
    """Open the thread again. Of one that is open, nothing changes."""
    _turn(session, review_id, thread_id, Became.REOPENED, by=by, now=now)


def thread_of(session: Session, review_id: int, thread_id: int) -> Comment:
    """Return the comment that started the thread."""
    row = store.comment_by_id(session, review_id, thread_id)
    if row is None or row.thread_id is not None:
        raise NotFound(f"This review has no thread {thread_id}.")
    return row


def _turn(
    session: Session, review_id: int, thread_id: int, became: Became, *, by: Actor, now: datetime
) -> None:
    require(by, Action.COMMENT)
    first = thread_of(session, review_id, thread_id)
    store.hold(session, first)
    moves = threads.moves_of(session, {first.id})
    if (moves[-1].became if moves else Became.REOPENED) == became:
        return
    _add(session, first, became, len(moves) + 1, by=by, now=now)
    about = {"thread": first.id, "question": first.question, "gate": first.gate}
    service = review_of(session, review_id).service_id
    record(session, f"thread.{became}", by=by, service=service, review=review_id, **about)
    session.flush()


def _add(
    session: Session, first: Comment, became: Became, number: int, *, by: Actor, now: datetime
) -> None:
    session.add(
        ThreadMove(
            thread_id=first.id,
            number=number,
            became=became.value,
            up_to=threads.newest_comment(session, first.id),
            by=person_of(by),
            at=now,
        )
    )
