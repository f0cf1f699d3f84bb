"""The work that ends the need for a waiver follows what is decided on the waiver."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.action_items import Move
from readiness.core.rights import Actor
from readiness.core.waivers import Decision
from readiness.core.working_days import today_in
from readiness.usecases.action_item_moves import moved
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier
from readiness.usecases.standing_waivers import StandingWaiver

DROPPED = {
    Decision.REFUSED: "Its waiver was refused.",
    Decision.WITHDRAWN: "The request for its waiver was taken back.",
}
SOONER = "Its waiver ends earlier."


def follow(
    session: Session,
    found: Dossier,
    standing: StandingWaiver,
    decision: Decision,
    ends_at: datetime | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Drop it with a request that came to nothing, and let it be due when the waiver ends."""
    work = standing.item
    if work is None or not work.item.is_open:
        return
    item = work.item
    if decision in DROPPED:
        said = DROPPED[decision]
        moved(session, found, work, Move.DROPPED, said, by, now, item.owner, item.due_on)
    elif ends_at is not None:
        last = today_in(calendar_of(session, found.owner), ends_at)
        if last < item.due_on:
            moved(session, found, work, Move.CHANGED, SOONER, by, now, item.owner, last)
