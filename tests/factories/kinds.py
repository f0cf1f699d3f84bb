"""Small checklists of the other kinds, for a service that has launched."""

from __future__ import annotations

from readiness.core.checklists import Kind
from tests.factories.checklists import Document, launch_document

TITLES = {Kind.HANDOFF: "Hand-off readiness review", Kind.CHANGE: "Change review"}


def document_of(kind: Kind, **changes: object) -> Document:
    """Return the small checklist as one of another kind."""
    return {**launch_document(), "id": kind, "kind": kind, "title": TITLES[kind], **changes}


def change_document(**changes: object) -> Document:
    return document_of(Kind.CHANGE, **changes)


def handoff_document(**changes: object) -> Document:
    return document_of(Kind.HANDOFF, **changes)
