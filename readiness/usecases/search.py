"""Looking for words in everything that somebody may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, require
from readiness.core.search_kinds import Kind
from readiness.core.search_texts import Find, best_first
from readiness.core.search_words import Wanted, wanted
from readiness.store import search as store
from readiness.store import search_index
from readiness.store.search import SearchText
from readiness.usecases import search_states

PAGE = 20
#: So many of each kind are shown before one asks for a kind alone.
FIRST = 5
#: The newest so many of each kind are put in order; who has more adds a word.
MOST = 400
#: A search that takes longer is stopped.
SECONDS = 2.0
#: Younger entries of the ledger are about to be followed, and nothing to tell of.
PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Group:
    """The finds of one kind that a page shows. `total` counts MOST for as many or more."""

    kind: Kind
    total: int
    rows: tuple[SearchText, ...]

    @property
    def has_more_than_counted(self) -> bool:
        return self.total >= MOST


@dataclass(frozen=True, slots=True)
class Found:
    """`behind_since` is when the oldest change was made that cannot be found yet, if it is long ago.

    `pages` counts those of the one kind that was asked for; `is_stopped` if it took too long.
    """

    sought: Wanted
    groups: tuple[Group, ...]
    page: int = 1
    pages: int = 1
    is_stopped: bool = False
    behind_since: datetime | None = None

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


def search(
    session: Session,
    text: str,
    *,
    by: Actor,
    now: datetime,
    kind: Kind | None = None,
    page: int = 1,
    seconds: float = SECONDS,
) -> Found:
    """Return what has every word: the first of each kind, or a page of one kind."""
    require(by, Action.READ)
    sought = wanted(text)
    since = _behind_since(session, now)
    if not sought.words:
        return Found(sought, (), behind_since=since)
    kinds = [kind] if kind else list(Kind)
    try:
        with search_index.bounded(session, seconds):
            finds = {each: search_index.find(session, sought, each, MOST) for each in kinds}
    except search_index.TooSlow:
        return Found(sought, (), is_stopped=True, behind_since=since)
    size = PAGE if kind else FIRST
    pages = max(1, -(-sum(map(len, finds.values())) // PAGE)) if kind else 1
    shown = min(max(page, 1), pages)
    groups = _groups(session, finds, now, size * (shown - 1), size)
    return Found(sought, groups, shown, pages, behind_since=since)


def _groups(
    session: Session, finds: Mapping[Kind, list[Find]], now: datetime, start: int, size: int
) -> tuple[Group, ...]:
    chosen = {
        kind: [find.id for find in best_first(found, now)[start : start + size]]
        for kind, found in finds.items()
        if found
    }
    rows = store.texts_by_id(session, [id_ for ids in chosen.values() for id_ in ids])
    return tuple(
        Group(kind, len(finds[kind]), tuple(rows[id_] for id_ in ids))
        for kind, ids in chosen.items()
    )


def _behind_since(session: Session, now: datetime) -> datetime | None:
    since = search_states.state(session).since
    return since if since is not None and now - since > PATIENCE else None
