"""The gate of a service's changes: what is stored, or that there never was a review of one."""

from __future__ import annotations

from readiness.core import reasons
from readiness.core.verdict_bodies import verdict_body
from readiness.store.gate import GateRow, StoredVerdict


def change_verdict(row: GateRow, service: str) -> StoredVerdict:
    """Return the verdict. Services without a change review have none stored: they are blocked."""
    owner = row.changes_owner()
    if owner is None:
        return row.verdict()
    reason = reasons.no_change_review(service, owner)
    body = verdict_body(review=None, score=None, reasons=(reason,), waivers=())
    return StoredVerdict("blocked", enforced=True, ends_at=None, body=body)
