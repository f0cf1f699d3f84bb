"""Looking for questions in the newest version of every checklist."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.checklists import Checklist, Question
from readiness.core.question_search import matches, wanted
from readiness.core.rights import Action, Actor, require
from readiness.usecases import checklists


@dataclass(frozen=True, slots=True)
class Hit:
    checklist: Checklist
    area: str
    question: Question


def search(session: Session, text: str, *, by: Actor) -> tuple[Hit, ...]:
    """Return the questions that hold every word, checklist by checklist."""
    require(by, Action.READ)
    words = wanted(text)
    return tuple(
        Hit(checklist, _title(checklist, question), question)
        for checklist in _newest(session, by)
        for question in checklist.questions
        if matches(question, words)
    )


def _newest(session: Session, by: Actor) -> list[Checklist]:
    found: dict[str, int] = {}
    for row in checklists.versions(session, by=by):
        found.setdefault(row.checklist, row.id)  # the newest of each comes first
    return [checklists.pinned(session, id_).checklist for id_ in found.values()]


def _title(checklist: Checklist, question: Question) -> str:
    return next(area.title for area in checklist.areas if area.id == question.area)
