"""Editing one's own comment: the newest text shows, and every earlier one is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.errors import Conflict
from readiness.core.rights import Action, Actor, require
from readiness.store import comments as store
from readiness.store import threads
from readiness.store.comments import Comment, CommentEdit
from readiness.usecases.comments import comment_of, keep_mentions, named_in, text_of
from readiness.usecases.records import record
from readiness.usecases.subjects import review_of

CHANGED = "This comment was changed meanwhile, in another window. Nothing of yours is lost."


def edit(
    session: Session,
    review_id: int,
    thread_id: int,
    comment_id: int,
    body: str,
    *,
    base: int,
    by: Actor,
    now: datetime,
) -> Comment:
    """Write the comment anew. `base` is the number of the edit that stood when typing began."""
    row = comment_of(session, review_id, thread_id, comment_id)
    require(by, Action.EDIT_COMMENT, author=row.by)
    store.hold(session, row)
    edits = store.edits_by_comment(session, {row.id}).get(row.id, [])
    text, shown = text_of(body), edits[-1].body if edits else row.body
    if text == shown:
        return row
    if base != len(edits):
        raise Conflict(CHANGED, {"body": shown}, len(edits))
    before = _named_before(session, row, len(edits))
    named = named_in(session, text, before)
    made = CommentEdit(comment_id=row.id, number=len(edits) + 1, body=text, salt=new_salt(), at=now)
    session.add(made)
    keep_mentions(session, row.id, made.number, named)
    _record(session, row, made, set(named.values()) - set(before.values()), by=by)
    session.flush()
    return row


def _named_before(session: Session, row: Comment, number: int) -> Mapping[str, int]:
    found = threads.mentions_of(session, {row.id})
    return {each.spelling: each.person for each in found if each.edit == number}


def _record(session: Session, row: Comment, made: CommentEdit, new: set[int], *, by: Actor) -> None:
    """Note it, with who is named only now: they are told."""
    record(
        session,
        "comment.edited",
        by=by,
        service=review_of(session, row.review_id).service_id,
        review=row.review_id,
        comment=row.id,
        thread=row.thread,
        question=row.question,
        gate=row.gate,
        number=made.number,
        mentions=sorted(new),
        digest=salted_digest(made.salt, {"body": made.body}),
    )
