"""Which running waivers end soon, for the people concerned: the team, who does the work, coordinators."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.announcements import nearness
from readiness.core.rights import Action, Actor, may, require
from readiness.usecases import waiver_debt
from readiness.usecases.standing_waivers import PlacedWaiver


def endings(session: Session, *, by: Actor, now: datetime) -> tuple[PlacedWaiver, ...]:
    """Return what ends within 30 days and concerns this person, the first to end first."""
    require(by, Action.READ)
    soon = [
        each
        for each in waiver_debt.running(session, now)
        if nearness(each.standing.waiver.ends_at, now)
        and (is_theirs(each, by) or may(by, Action.DECIDE_WAIVER))
    ]
    return tuple(sorted(soon, key=lambda each: each.standing.waiver.ends_at))


def is_theirs(each: PlacedWaiver, by: Actor) -> bool:
    """Return whether the person belongs to the team, or does the work that ends the need."""
    item = each.standing.item
    does_the_work = item is not None and item.item.owner == by.person
    return does_the_work or each.team.slug in by.teams
