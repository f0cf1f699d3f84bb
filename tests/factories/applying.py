"""A newer version of a checklist, or newer facts, that come while a review is running."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from readiness.core.checklists import Question
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import applying, checklists, services
from readiness.usecases.apply_previews import Preview
from tests.factories.checklists import QUESTIONS, Document, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import FACTS, SLUG, done

ROLLBACK, STEPS, MINUTES = "deployment.rollback", "deployment.steps", "deployment.minutes"
#: One is reworded, one is asked newly, one is gone; the other areas stay as they are.
NEWER = (
    question(ROLLBACK, weight=3, blocks=True, question="Can you go back?"),
    question(STEPS),
    *QUESTIONS[2:],
)


def newer_document(**changes: Any) -> Document:
    return launch_document(**{"version": 2, "questions": NEWER, **changes})


def renamed(old: str, new: str, **changes: object) -> list[Document]:
    """Return the questions of the small checklist with one of another name."""
    return [
        {**each, "id": new, "was": [old], **changes} if each["id"] == old else each
        for each in QUESTIONS
    ]


def release(database: Database, now: datetime, document: Document | None = None) -> None:
    """Take a newer version in."""
    done(database, now, checklists.sync, [document or newer_document()])


def set_facts(database: Database, people: People, now: datetime, **facts: object) -> None:
    known = from_plain({**FACTS, **facts})
    done(database, now, services.change_facts, SLUG, known, by=people.alice)


def shown(database: Database, review: int, by: Actor, now: datetime, **chosen: bool) -> Preview:
    with database.reading() as session:
        return applying.preview(session, review, by=by, now=now, **chosen)


def apply(database: Database, review: int, by: Actor, now: datetime, **chosen: bool) -> Preview:
    """Apply what is newer, or what is chosen of it, as it was shown."""
    chosen = {"facts": True, "version": True, **chosen}
    seen = shown(database, review, by, now, **chosen).digest
    return done(database, now, applying.apply, review, seen=seen, by=by, **chosen)


def stale(preview: Preview) -> dict[str, tuple[str, ...]]:
    return {gate.rule.id: gate.why for gate in preview.stale}


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [each.id for each in questions]
