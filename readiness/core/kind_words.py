"""What each kind of review is called, and what it is about: a launch, a hand-off, a change."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.core.checklists import Kind

#: What may go ahead or is stopped: "it stops the hand-off".
NOUNS: Mapping[str, str] = {
    Kind.LAUNCH: "launch",
    Kind.HANDOFF: "hand-off",
    Kind.CHANGE: "change",
}


def noun(kind: str) -> str:
    return NOUNS.get(kind, "launch")


def review(kind: str) -> str:
    """Return "Hand-off review"."""
    return f"{noun(kind).capitalize()} review"
