"""A person's inbox: what they were told, what of it they have not read, and that they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.core import addresses, kind_words
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import notices as store
from readiness.store.notices import Notice
from readiness.usecases.services import person_of

PAGE = 50
#: The bar counts no further.
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Group:
    """What came on one day about one review, newest first; `href` leads to the review, if any."""

    title: str
    href: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    is_read: bool
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of it: the days of what is unread, then of what was read. `up_to` is the newest shown."""

    days: tuple[Day, ...]
    unread: int
    up_to: int
    number: int
    has_more: bool

    @property
    def first(self) -> Notice | None:
        """Return what to look at next: the newest that asks for something, else the newest."""
        unread = [
            each
            for day in self.days
            if not day.is_read
            for group in day.groups
            for each in group.notices
        ]
        return next((each for each in unread if each.asked), unread[0] if unread else None)


def page(session: Session, *, number: int = 1, by: Actor) -> Inbox:
    require(by, Action.READ_NOTICES)
    person = person_of(by)
    rows = store.inbox(session, person, offset=(number - 1) * PAGE, limit=PAGE + 1)
    return Inbox(
        days=tuple(_days(rows[:PAGE], ZoneInfo(by.time_zone))),
        unread=store.count_unread(session, person, MOST_COUNTED),
        up_to=store.newest(session, person),
        number=number,
        has_more=len(rows) > PAGE,
    )


def unread(session: Session, *, by: Actor) -> int:
    """Return how many are unread, at most so many as the bar counts: one query by an index."""
    require(by, Action.READ_NOTICES)
    return store.count_unread(session, person_of(by), MOST_COUNTED)


def read(session: Session, notice_id: int, *, by: Actor, now: datetime) -> str:
    """Mark it as read, and return where it leads."""
    require(by, Action.READ_NOTICES)
    found = store.one(session, person_of(by), notice_id)
    if found is None:
        raise NotFound("You have no such notice.")
    store.mark_read(session, person_of(by), now, notice_id)
    return found.address


def read_all(session: Session, *, up_to: int, by: Actor, now: datetime) -> None:
    """Mark as read what there was when the page was shown: nothing that came since."""
    require(by, Action.READ_NOTICES)
    store.mark_read(session, person_of(by), now, up_to=up_to)


def _days(rows: Sequence[Notice], zone: ZoneInfo) -> Iterator[Day]:
    for (is_read, day), found in groupby(rows, key=lambda row: _of_day(row, zone)):
        yield Day(day, is_read, tuple(groups_of(found)))


def _of_day(row: Notice, zone: ZoneInfo) -> tuple[bool, date]:
    return row.read_at is not None, row.at.astimezone(zone).date()


def groups_of(rows: Iterable[Notice]) -> Iterator[Group]:
    """Yield them by review, in the order in which each review comes first."""
    found: dict[tuple[int | None, str], list[Notice]] = {}
    for row in rows:
        found.setdefault((row.review_id, row.service), []).append(row)
    for (review, service), group in found.items():
        href = addresses.review(review) if review is not None else ""
        yield Group(title_of(group[0], service), href, tuple(group))


def title_of(row: Notice, service: str) -> str:
    if row.review_id is not None:
        return f"{service}, {kind_words.review(row.review_kind).lower()} {row.review_id}"
    return service or "Readiness"
