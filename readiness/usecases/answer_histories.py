"""Every revision of one answer, a page at a time, each with the one that it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Question
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import answers as store
from readiness.store.answers import AnswerRevision
from readiness.usecases import answers, dossiers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.names import names

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class History:
    """`revisions` of this page, newest first; `before` each number is the one that it follows."""

    found: Dossier
    question: Question
    revisions: Sequence[AnswerRevision]
    before: Mapping[int, AnswerRevision | None]
    names: Mapping[int, str]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // ON_A_PAGE))


def history(
    session: Session, review_id: int, question: str, *, page: int, by: Actor, now: datetime
) -> History:
    """Return a page of the answer's history. Nothing that was ever saved is left out."""
    require(by, Action.READ)
    asked = answers.question_of(session, review_id, question, by=by)
    rows = store.revisions_of(session, review_id, asked.ids)
    start = (page - 1) * ON_A_PAGE
    shown = rows[start : start + ON_A_PAGE]
    if not shown and page > 1:
        raise NotFound(f"The history of {asked.id} has no page {page}.")
    older = [*rows[start + 1 : start + 1 + len(shown)], None]
    return History(
        found=dossiers.dossier(session, review_id, by=by, now=now),
        question=asked,
        revisions=shown,
        before={row.id: previous for row, previous in zip(shown, older, strict=False)},
        names=names(session, {row.by for row in shown}, by=by),
        count=len(rows),
        page=page,
    )
