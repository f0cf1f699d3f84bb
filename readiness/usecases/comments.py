"""Comments on a question or a gate. Commenting is not contributing: who comments may still sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.errors import BadInput
from readiness.core.rights import Action, Actor, require
from readiness.store import comments as store
from readiness.store.comments import Comment
from readiness.usecases import dossiers
from readiness.usecases.records import record
from readiness.usecases.services import person_of

LONGEST = 4000


def of_review(session: Session, review_id: int, *, by: Actor) -> Sequence[Comment]:
    """Return every comment on the review, oldest first."""
    require(by, Action.READ)
    return store.comments_of(session, review_id)


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
    """Add a comment on one question, or on one gate."""
    require(by, Action.COMMENT)
    found = dossiers.load(session, review_id, now=now)
    if question is not None:
        found.asked(question)
    if gate is not None:
        found.gate(gate)
    if not 1 <= len(body.strip()) <= LONGEST:
        sentence = f"A comment has 1 to {LONGEST} characters."
        raise BadInput(sentence, {"body": sentence})
    row = Comment(
        review_id=review_id,
        question=question,
        gate=gate,
        body=body.strip(),
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "comment.made",
        by=by,
        service=found.service.id,
        review=review_id,
        comment=row.id,
        question=question,
        gate=gate,
        digest=salted_digest(row.salt, {"body": row.body}),
    )
    return row
