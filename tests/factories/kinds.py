"""Small checklists of the other kinds, for a service that has launched."""

from __future__ import annotations

from typing import Any

from readiness.core.checklists import Kind
from tests.factories.checklists import Document, launch_document

#: So short that its review can be started on the day of the launch.
SELF_MANAGED_DAYS = 60
TITLES = {Kind.HANDOFF: "Hand-off readiness review", Kind.CHANGE: "Change review"}


def document_of(kind: Kind, **changes: object) -> Document:
    """Return the small checklist as one of another kind; a hand-off can be started at once."""
    policy: dict[str, Any] = {}
    if kind is Kind.HANDOFF:
        policy["self_managed_days"] = changes.pop("self_managed_days", SELF_MANAGED_DAYS)
    return {**launch_document(**policy), "id": kind, "kind": kind, "title": TITLES[kind], **changes}


def change_document(**changes: object) -> Document:
    return document_of(Kind.CHANGE, **changes)


def handoff_document(**changes: object) -> Document:
    return document_of(Kind.HANDOFF, **changes)
