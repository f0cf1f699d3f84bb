"""What came back to a person's teams although it was settled: first of all on their home page."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, briefs
from readiness.core.plain import optional_whole
from readiness.core.reasons import Code
from readiness.core.rights import Action, Actor, require
from readiness.store import returned as store
from readiness.store.returned import ClosedGate, TurnedDown
from readiness.store.worklists import OpenReview
from readiness.usecases import standing_verdicts
from readiness.usecases.work_items import Item


def returned(
    session: Session, *, by: Actor, now: datetime, owned: Collection[OpenReview]
) -> tuple[Item, ...]:
    """Return waivers turned down whose question is unmet still, then gates that closed again.

    `owned` are the teams' reviews under way: what one of them renews is worked on already.
    """
    require(by, Action.READ)
    down = [each for each in store.turned_down(session, by.teams) if _is_missed(each, now)]
    told = {each.waiver.review_id for each in down}
    renewed = {(each.service, each.environment, each.kind) for each in owned}
    closed = [
        (each, review)
        for each, review in _closed(session, by, now)
        if (each.service, each.environment, each.kind) not in renewed
        and not (review in told and len(standing_verdicts.reasons_in(each.body)) == 1)
    ]
    return (*map(_turned_down, down), *(_closed_gate(each, review) for each, review in closed))


def _is_missed(each: TurnedDown, now: datetime) -> bool:
    return briefs.read(each.summary).is_missed(each.waiver.id, now)


def _closed(session: Session, by: Actor, now: datetime) -> list[tuple[ClosedGate, int]]:
    """Return the closed gates whose review is approved all the same, each with that review."""
    found = [
        (each, review)
        for each in store.closed_gates(session, by.teams, now)
        if (review := optional_whole(json.loads(each.body), "review")) is not None
    ]
    states = store.states(session, {review for _, review in found}) if found else {}
    return [(each, review) for each, review in found if states.get(review) == "approved"]


def _turned_down(each: TurnedDown) -> Item:
    word = "Revoked" if each.decision.decision == "revoked" else "Refused"
    return Item(
        kind="denied",
        word=word,
        title=f"{each.by} {word.lower()} a waiver of {each.service}",
        sentence=f"Meet what was to be waived for {each.service}, or ask for another waiver.",
        note=each.decision.comment or "Without a reason",
        path=addresses.waiver(each.waiver.id),
        label="Read why",
        at=each.decision.at,
        moment="decided",
        is_pressing=True,
    )


def _closed_gate(each: ClosedGate, review: int) -> Item:
    reasons = standing_verdicts.reasons_in(each.body)
    more = f" And {len(reasons) - 1} more." if reasons[1:] else ""
    return Item(
        kind="blocked",
        word="Closed",
        title=f"The gate of {each.service} for {each.environment} closed after its approval",
        sentence=f"See how the gate of {each.service} opens again.",
        note=f"{reasons[0].sentence}{more}" if reasons else "",
        path=reasons[0].href
        if reasons and reasons[0].code == Code.HELD
        else addresses.review(review),
        label="See how",
        at=None,
        is_pressing=True,
    )
