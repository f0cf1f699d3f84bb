"""What each reviewer has to read of a gate, worked out when it changes and kept for lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from readiness.core.question_ids import current_ids
from readiness.store import signoffs as store
from readiness.usecases import asked_changes
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.read_questions import differing

Plain = Mapping[str, Any]
KEPT = ("basis", "covers", "read", "asked")


def of_gate(session: Session, found: Dossier, gate: GateView, before: Plain) -> dict[str, object]:
    """Return it as the summary holds it. What was worked out `before` is kept while it holds.

    It follows from what the gate covers and from its votes, which only grow: most saves change
    neither.
    """
    if not gate.rounds:
        return {}
    basis = [gate.ballot.digest, len(gate.votes), len(gate.ballot.votes)]
    if before.get("basis") == basis:
        return {name: before[name] for name in KEPT}
    requests = asked_changes.of_gate(session, found, gate)
    return {
        "basis": basis,
        "covers": len(gate.questions),
        "read": _to_read(session, found, gate),
        "asked": {
            str(each.vote.by): [each.answered, len(each.questions)]
            for each in requests
            if each.questions
        },
    }


def _to_read(session: Session, found: Dossier, gate: GateView) -> dict[str, list[int]]:
    """Return for who voted how much differs from what their last vote was on, and how much not."""
    last = {str(row.by): row.digest for row in gate.votes}
    seen = store.seen_contents(session, set(last.values()) - {gate.ballot.digest})
    counts = {digest: _counted(found, gate, json.loads(text)) for digest, text in seen.items()}
    same = [0, len(gate.questions)]
    return {person: counts.get(digest, same) for person, digest in last.items()}


def _counted(found: Dossier, gate: GateView, before: Plain) -> list[int]:
    differs = differing(before, gate.content, current_ids(found.pinned.checklist))
    return [len(differs), len(set(gate.questions).difference(differs))]
