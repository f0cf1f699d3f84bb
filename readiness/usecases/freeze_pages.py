"""The calendar of freezes: for pages, for the banner, and for the calendars of other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.icalendar import Event
from readiness.adapters.signed_links import FREEZES, read, signed
from readiness.core import addresses
from readiness.core.errors import DeadLink, NotFound
from readiness.core.freezes import Covers, Freeze
from readiness.core.rights import Action, Actor, may, require
from readiness.store import environments, people, services
from readiness.store import freezes as store
from readiness.store.freezes import FreezeException, FreezeMove, FreezeRow
from readiness.usecases import freezes, standing_freezes
from readiness.usecases.sites import site_of

FEED = "freezes"
WHAT: Mapping[Covers, str] = {
    Covers.LAUNCHES: "Launches, of what has not launched there yet",
    Covers.DEPLOYMENTS: "All deployments",
}


@dataclass(frozen=True, slots=True)
class ListedFreeze:
    freeze: Freeze
    row: FreezeRow
    by: str

    @property
    def what(self) -> str:
        return WHAT[self.freeze.covers]

    @property
    def is_cancelled(self) -> bool:
        return self.freeze.ends_at <= self.freeze.starts_at


@dataclass(frozen=True, slots=True)
class Calendar:
    """`feed` is the path that needs no sign-in, of this person alone."""

    now: tuple[ListedFreeze, ...]
    coming: tuple[ListedFreeze, ...]
    past: tuple[ListedFreeze, ...]
    may_freeze: bool
    environments: tuple[str, ...]
    feed: str


@dataclass(frozen=True, slots=True)
class FreezePage:
    """`excepted` are the services with why and by whom; `moves` who let it end earlier."""

    listed: ListedFreeze
    excepted: tuple[tuple[str, str, FreezeException, str], ...]
    moves: tuple[tuple[FreezeMove, str], ...]
    may_change: bool


def calendar(session: Session, *, by: Actor, now: datetime) -> Calendar:
    require(by, Action.READ)
    listed = _listed(session)
    over = [each for each in listed if each.is_cancelled or each.freeze.ends_at <= now]
    alive = [each for each in listed if each not in over]
    return Calendar(
        now=tuple(each for each in alive if each.freeze.is_running(now)),
        coming=tuple(each for each in alive if each.freeze.starts_at > now),
        past=tuple(reversed(over)),
        may_freeze=may(by, Action.FREEZE),
        environments=tuple(place.name for place in environments.every_environment(session)),
        feed=addresses.freeze_feed(signed(by.person or 0, FEED, site_of(session).key, FREEZES)),
    )


def page(session: Session, freeze_id: int, *, by: Actor, now: datetime) -> FreezePage:
    require(by, Action.READ)
    listed = next((each for each in _listed(session) if each.row.id == freeze_id), None)
    if listed is None:
        raise NotFound(f"There is no freeze {freeze_id}.")
    excepted = store.exceptions(session).get(freeze_id, ())
    moves = store.moves(session).get(freeze_id, ())
    said_by = {row.by for row in excepted} | {row.by for row in moves}
    names = people.names(session, frozenset(said_by))
    known = services.names_of(session, {row.service_id for row in excepted})
    return FreezePage(
        listed=listed,
        excepted=tuple((*known[row.service_id], row, names[row.by]) for row in excepted),
        moves=tuple((row, names[row.by]) for row in moves),
        may_change=may(by, Action.FREEZE)
        and not listed.is_cancelled
        and listed.freeze.ends_at > now,
    )


def running(session: Session, *, by: Actor, now: datetime) -> tuple[Freeze, ...]:
    """Return what is frozen now, for the banner."""
    require(by, Action.READ)
    return tuple(each for each in standing_freezes.known(session) if each.is_running(now))


def feed(session: Session, token: str, *, by: Actor) -> Sequence[Event]:
    """Return every freeze for the program of somebody who can sign in still."""
    require(by, Action.READ_FREEZES)
    site = site_of(session)
    found = read(token, site.key, FREEZES)
    if found is None or found[1] != FEED or found[0] not in people.active_ids(session):
        raise DeadLink("This link leads to no calendar. The page of the freezes has one.")
    moves = store.moves(session)
    return [_event(each, moves.get(each.row.id, ()), site.public_url) for each in _listed(session)]


def _event(each: ListedFreeze, moves: Sequence[FreezeMove], public_url: str) -> Event:
    path = addresses.freeze(each.row.id)
    return Event(
        uid=f"freeze-{each.row.id}@{public_url.partition('//')[2]}",
        starts_at=each.freeze.starts_at,
        ends_at=each.row.ends_at if each.is_cancelled else each.freeze.ends_at,
        made_at=moves[-1].at if moves else each.row.at,
        changes=len(moves),
        is_cancelled=each.is_cancelled,
        summary=f"Freeze: {each.freeze.name}",
        description=f"{each.what}, into {', '.join(sorted(each.freeze.environments))}.",
        url=public_url + path,
    )


def _listed(session: Session) -> tuple[ListedFreeze, ...]:
    """Return them all, by when they start."""
    rows = store.every_freeze(session)
    names = people.names(session, frozenset(row.by for row in rows))
    found = freezes.every(session)
    return tuple(
        ListedFreeze(freeze, row, names[row.by]) for freeze, row in zip(found, rows, strict=True)
    )
