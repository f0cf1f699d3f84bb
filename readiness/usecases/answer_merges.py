"""What was said in an earlier revision of an answer, for two people's answers to be merged on it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, require
from readiness.store import answers as store
from readiness.usecases import answers


def said_in(
    session: Session, review_id: int, question: str, number: int, *, by: Actor
) -> Mapping[str, object] | None:
    """Return the answer as that revision has it; before the first an empty one, None if not kept."""
    require(by, Action.READ)
    if number == 0:
        return answers.NO_ANSWER
    asked = answers.question_of(session, review_id, question, by=by)
    rows = store.revisions_of(session, review_id, asked.ids)
    return next((row.value for row in rows if row.number == number), None)
