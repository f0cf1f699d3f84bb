"""What a digest that a reviewer looked at stood for, to tell what changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest as digest_of
from readiness.core.rights import Actor
from readiness.store import answers
from readiness.store.signoffs import SeenContent
from readiness.usecases import claims
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView, covered

Content = Mapping[str, object]

#: How many sendings are looked back on: nobody votes on a page that is older.
MOST_SENDINGS = 60


def content_of(session: Session, found: Dossier, gate: GateView, digest: str) -> Content | None:
    """Return what the gate covered when its digest was this one, None if it never was.

    What was voted on is stored. What was only looked at is made again from what had been sent.
    """
    stored = session.get(SeenContent, digest)
    if stored is not None:
        content: Content = json.loads(stored.content)
        return content
    earlier = _earlier(session, found, gate)
    return next((content for content in earlier if digest_of(content) == digest), None)


def voted_on(session: Session, gate: GateView, by: Actor) -> Content | None:
    """Return what this person's newest vote was on, None if there was no vote."""
    mine = [row for row in gate.votes if row.by == by.person]
    if not mine:
        return None
    content: Content = json.loads(session.get_one(SeenContent, mine[-1].digest).content)
    return content


def _earlier(session: Session, found: Dossier, gate: GateView) -> Iterator[Content]:
    subject = found.subject
    sendings = answers.sendings_of(session, found.review.id)
    marks = answers.revision_marks(session, found.review.id)
    for count in range(len(sendings) - 1, max(0, len(sendings) - MOST_SENDINGS), -1):
        seen = claims.as_sent(session, subject.pinned, subject.facts, marks, sendings[:count])
        yield covered(subject, gate.rule, seen)
