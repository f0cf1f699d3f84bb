"""What threads are about, in words and by address: the open ones of a review or of a gate in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readiness.core import addresses
from readiness.core.rights import Actor
from readiness.store.sessions import Session
from readiness.usecases import threads
from readiness.usecases.dossiers import Dossier
from readiness.usecases.threads import Thread, Threads
from readiness.web.thread_views import ThreadView, views


@dataclass(frozen=True, slots=True)
class Place:
    """What a thread is about. `path` is empty for a question that is not asked any more."""

    text: str
    path: str


def place_of(found: Dossier, thread: Thread) -> Place:
    review, gate = found.review.id, thread.first.gate
    for rule in (view.rule for view in found.gates if view.rule.id == gate):
        return Place(f"The gate {rule.title}", f"{addresses.gate(review, rule.id)}#comments")
    for each in (one.question for one in found.claimed.asked if thread.is_on(one.question)):
        return Place(each.text, addresses.question(review, each.area, each.id))
    texts = (each.text for each in found.pinned.checklist.questions if thread.is_on(each))
    about = thread.first.question or f"The gate {gate}"
    return Place(f"{next(texts, about)} (no longer asked)", "")


def placed(
    found: Dossier, every: Threads, shown: Sequence[Thread]
) -> tuple[tuple[Place, ThreadView], ...]:
    """Return each with what it is about, in the order given."""
    drawn = {view.id: view for view in views(every, shown)}
    return tuple((place_of(found, each), drawn[each.id]) for each in shown)


def open_of(session: Session, found: Dossier, *, by: Actor) -> tuple[tuple[Place, ThreadView], ...]:
    """Return the open threads of the review: the oldest first, as they wait longest."""
    every = threads.of_review(session, found, by=by)
    return placed(found, every, every.open)
