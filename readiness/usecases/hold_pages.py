"""The page of a service's holds: which stand, which there were, and what this person may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, may, require
from readiness.store import holds, people
from readiness.store.holds import Hold, HoldEnd
from readiness.store.services import Service
from readiness.usecases import services as service_cases
from readiness.usecases.stopping import whose


@dataclass(frozen=True, slots=True)
class ListedHold:
    """`ended` and `ended_by` are of its end, None and empty while it stands."""

    row: Hold
    by: str
    ended: HoldEnd | None
    ended_by: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class HoldsPage:
    service: Service
    standing: tuple[ListedHold, ...]
    past: tuple[ListedHold, ...]
    may_hold: bool


def page(session: Session, slug: str, *, by: Actor, now: datetime) -> HoldsPage:
    require(by, Action.READ)
    service = service_cases.by_slug(session, slug)
    rows = holds.holds_of(session, service.id)
    ids = {row.by for row, _ in rows} | {ended.by for _, ended in rows if ended}
    names = people.names(session, frozenset(ids))
    listed = tuple(
        ListedHold(
            row,
            names[row.by],
            ended,
            names[ended.by] if ended else "",
            ended is None and may(by, Action.END_HOLD, author=row.by),
        )
        for row, ended in rows
    )
    return HoldsPage(
        service=service,
        standing=tuple(each for each in listed if each.ended is None),
        past=tuple(each for each in listed if each.ended),
        may_hold=may(by, Action.HOLD, **whose(session, service, by, now)),
    )
