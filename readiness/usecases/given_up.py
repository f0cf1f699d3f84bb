"""Tells whoever waits for a job that nobody does it any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from readiness.store import reports

Payload = Mapping[str, object]


def tell(session: Session, kind: str, payload: Payload, fault: str) -> None:
    """Note the fault where its page looks. Most kinds have no such place: the outbox keeps it."""
    if kind in _TOLD:
        _TOLD[kind](session, payload, fault)


def _draft(session: Session, payload: Payload, fault: str) -> None:
    draft = reports.draft_of(session, int(str(payload["review"])))
    if draft is not None and not draft.is_made:
        draft.fault = fault[:500]


_TOLD: Mapping[str, Callable[[Session, Payload, str], None]] = {"report.draft": _draft}
