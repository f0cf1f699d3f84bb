"""Offers the card of the launch day once a review is approved and has not launched yet."""

from __future__ import annotations

from dataclasses import replace

from readiness.core import addresses
from readiness.core.checklists import Kind
from readiness.core.listings import in_words
from readiness.core.rights import Actor
from readiness.store.sessions import Session
from readiness.usecases import launch_cards
from readiness.usecases.dossiers import Dossier
from readiness.web.steps import NextStep


def with_card(session: Session, found: Dossier, step: NextStep, *, by: Actor) -> NextStep:
    """Return the step with the card beside it, and with what the card does not say yet."""
    is_used = found.case.approved is not None and found.case.approved.is_launched
    may_launch = found.phase.is_approved and found.review.kind != Kind.HANDOFF and not is_used
    if not may_launch or step.kind not in ("do", "clear") or step.other:
        return step
    lacks = launch_cards.lacks(session, found, by=by)
    told = f"The card for the launch day does not say yet: {in_words(lacks)}." if lacks else ""
    label = "Write the launch-day card" if lacks else "Launch-day card"
    other = (label, addresses.launch_day(found.review.id))
    return replace(step, detail=step.detail or told, other=other)
