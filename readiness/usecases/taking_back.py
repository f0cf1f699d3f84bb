"""What stands against taking an applied version or applied facts back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readiness.core.question_ids import outgrown
from readiness.store import answers, signoffs
from readiness.store.applications import Application
from readiness.usecases.answered_versions import Stood
from readiness.usecases.checklists import pinned
from readiness.usecases.dossiers import Dossier


def why_not(session: Session, found: Dossier, applied: Sequence[Application]) -> str:
    """Return why the newest of what was applied cannot be taken back, nothing if it can."""
    if not applied or applied[-1].undoes is not None:
        return "There is nothing to take back."
    newest = applied[-1]
    if found.phase.is_abandoned:
        return "It cannot be taken back any more, as the review was abandoned."
    if found.phase.is_approved:
        return "It cannot be taken back any more, as the review is approved: reopen it instead."
    if signoffs.has_votes_since(session, found.review.id, newest.at):
        return "It cannot be taken back any more, as somebody has voted since."
    return _outgrown(session, found, newest)


def _outgrown(session: Session, found: Dossier, newest: Application) -> str:
    stood = Stood(session, found.review.id)
    question = outgrown(
        found.pinned.checklist,
        pinned(session, newest.from_version_id).checklist,
        answers.newest_ids(session, found.review.id),
        lambda revision: stood.is_saved_since(revision, newest.at),
    )
    if not question:
        return ""
    return (
        f"It cannot be taken back any more: “{question}” had another id before and was answered"
        " since, so an older answer would count again."
    )
