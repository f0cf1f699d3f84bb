"""What is still owed, in lists: mine, my teams', a service's, everybody's; overdue first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core.action_items import Item
from readiness.core.rights import Action, Actor, require
from readiness.store import open_items as store
from readiness.store import people
from readiness.store.open_items import OpenItem
from readiness.usecases.standing_items import item_of

PAGE = 100
#: Somewhere it is a day later already than in UTC.
AHEAD = timedelta(hours=14)


class Whose(StrEnum):
    MINE = "mine"
    TEAMS = "teams"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Owed:
    """An open item as lists show it. `owner` is empty while nobody has taken it."""

    item: Item
    owner: str
    is_overdue: bool
    path: str
    kind: str
    service: str
    service_path: str
    team: str


@dataclass(frozen=True, slots=True)
class OwedPage:
    """One page of a list; `counts` says how many there are in each."""

    whose: Whose
    rows: tuple[Owed, ...]
    counts: Mapping[Whose, int]
    number: int
    has_more: bool


def page(session: Session, whose: Whose, *, number: int = 1, by: Actor, now: datetime) -> OwedPage:
    require(by, Action.READ)
    lists = {
        Whose.MINE: store.owned_by(by.person),
        Whose.TEAMS: store.owed_by_teams(by.teams),
        Whose.ALL: true(),
    }
    counts = {each: store.count_open(session, wanted) for each, wanted in lists.items()}
    offset = (number - 1) * PAGE
    found = store.open_items(session, lists[whose], offset=offset, limit=PAGE)
    has_more = offset + PAGE < counts[whose]
    return OwedPage(whose, _told(session, found, now), counts, number, has_more)


def pressing(session: Session, *, by: Actor, now: datetime) -> tuple[Owed, ...]:
    """Return the person's own, and what of their teams is overdue or belongs to nobody."""
    require(by, Action.READ)
    wanted = store.pressing(by.person, by.teams, _latest_day(now))
    found = _told(session, store.open_items(session, wanted), now)
    # The store asks for a day too many, as the day depends on where the owner team is.
    return tuple(each for each in found if each.is_overdue or each.item.owner in (by.person, None))


def overdue_of_service(
    session: Session, service: str, *, by: Actor, now: datetime
) -> tuple[Owed, ...]:
    require(by, Action.READ)
    return _overdue(session, store.owed_by_service(service), now)


def overdue_of_team(session: Session, team: str, *, by: Actor, now: datetime) -> tuple[Owed, ...]:
    require(by, Action.READ)
    return _overdue(session, store.owed_by_teams([team]), now)


def _overdue(session: Session, wanted: ColumnElement[bool], now: datetime) -> tuple[Owed, ...]:
    late = store.is_due_before(_latest_day(now))
    found = store.open_items(session, wanted & late)
    return tuple(each for each in _told(session, found, now) if each.is_overdue)


def _latest_day(now: datetime) -> date:
    return (now + AHEAD).date()


def _told(session: Session, found: Sequence[OpenItem], now: datetime) -> tuple[Owed, ...]:
    items = [item_of(each.row, each.move) for each in found]
    owners = frozenset(item.owner for item in items if item.owner)
    named = people.names(session, owners) if owners else {}
    told = (
        Owed(
            item=item,
            owner=named.get(item.owner or 0, ""),
            is_overdue=item.is_overdue(now.astimezone(ZoneInfo(each.zone)).date()),
            path=addresses.action_item(each.row.review_id, each.row.id),
            kind=each.kind,
            service=each.service,
            service_path=addresses.service(each.slug),
            team=each.team,
        )
        for item, each in zip(items, found, strict=True)
    )
    return tuple(sorted(told, key=lambda each: not each.is_overdue))
