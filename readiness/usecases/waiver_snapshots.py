"""A waiver as plain JSON in the snapshot of its review. Documents before 0.2 lack what came later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from readiness.store.base import Plain
from readiness.store.waivers import WaiverDecision
from readiness.usecases.standing_items import StandingItem
from readiness.usecases.standing_waivers import StandingWaiver


def waiver(each: StandingWaiver, names: Mapping[int, str], now: datetime) -> Plain:
    """Return the waiver: `ends_at` is the end that counts, `asked_until` what was asked for."""
    decision = each.decision
    return {
        "question": each.question,
        "reason": each.row.reason,
        "control": each.row.control,
        "asked_until": each.row.ends_at.isoformat(),
        "ends_at": each.waiver.ends_at.isoformat(),
        "asked_by": names[each.row.by],
        "asked_at": each.row.at.isoformat(),
        "item": _item(each.item, each.owner) if each.item else None,
        "state": each.waiver.state(now).value,
        "decided_by": names[decision.by] if decision else None,
        "decided_at": decision.at.isoformat() if decision else None,
        "comment": decision.comment if decision else "",
        "decisions": [_decision(row, names) for row in each.decisions],
    }


def _item(standing: StandingItem, owner: str) -> Plain:
    item = standing.item
    return {
        "title": item.title,
        "link": standing.row.link,
        "owner": owner,
        "due_on": item.due_on.isoformat(),
        "state": item.state.value,
    }


def _decision(row: WaiverDecision, names: Mapping[int, str]) -> Plain:
    return {
        "decision": row.decision,
        "by": names[row.by],
        "at": row.at.isoformat(),
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
        "comment": row.comment,
    }
