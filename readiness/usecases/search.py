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
#: Of one kind, the newest so many are put in order; who has more adds a word.
MOST = 400
#: Up to so many are put in order over all kinds. Words that stand in more are looked for kind by
#: kind, where the newest of each come first: how well they fit says little of such words.
MOST_RANKED, MOST_NEWEST = 600, 100
#: A search that takes longer is stopped.
SECONDS = 2.0
#: Younger entries of the ledger are about to be followed, and nothing to tell of.
PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Group:
    """The finds of one kind that a page shows. There may be more than `total` if it `is_cut`."""

    kind: Kind
    total: int
    is_cut: bool
    rows: tuple[SearchText, ...]


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
    try:
        with search_index.bounded(session, seconds):
            found = _of_kind(session, sought, kind) if kind else _of_all(session, sought)
    except search_index.TooSlow:
        return Found(sought, (), is_stopped=True, behind_since=since)
    size = PAGE if kind else FIRST
    pages = max(1, -(-len(found.get(kind, _NONE).finds) // PAGE)) if kind else 1
    shown = min(max(page, 1), pages)
    groups = _groups(session, found, now, size * (shown - 1), size)
    return Found(sought, groups, shown, pages, behind_since=since)


@dataclass(frozen=True, slots=True)
class _Finds:
    """What was found of a kind, and whether there may be more."""

    finds: list[Find]
    is_cut: bool


_NONE = _Finds([], is_cut=False)


def _of_kind(session: Session, sought: Wanted, kind: Kind) -> Mapping[Kind, _Finds]:
    finds = search_index.find(session, sought, kind, MOST)
    return {kind: _Finds(finds, len(finds) == MOST)} if finds else {}


def _of_all(session: Session, sought: Wanted) -> Mapping[Kind, _Finds]:
    """Return the finds of each kind that has any. One statement is enough for most words."""
    finds = search_index.find(session, sought, None, MOST_RANKED)
    if len(finds) == MOST_RANKED:
        return _newest(session, sought)
    by_kind = {kind: [find for find in finds if find.kind == kind] for kind in Kind}
    return {kind: _Finds(some, is_cut=False) for kind, some in by_kind.items() if some}


def _newest(session: Session, sought: Wanted) -> Mapping[Kind, _Finds]:
    by_kind = {
        kind: search_index.find(session, sought, kind, MOST_NEWEST, is_ranked=False)
        for kind in Kind
    }
    return {kind: _Finds(some, len(some) == MOST_NEWEST) for kind, some in by_kind.items() if some}


def _groups(
    session: Session, found: Mapping[Kind, _Finds], now: datetime, start: int, size: int
) -> tuple[Group, ...]:
    chosen = {
        kind: [find.id for find in best_first(each.finds, now)[start : start + size]]
        for kind, each in found.items()
    }
    rows = store.texts_by_id(session, [id_ for ids in chosen.values() for id_ in ids])
    return tuple(
        Group(kind, len(found[kind].finds), found[kind].is_cut, tuple(rows[id_] for id_ in ids))
        for kind, ids in chosen.items()
    )


def _behind_since(session: Session, now: datetime) -> datetime | None:
    since = search_states.state(session).since
    return since if since is not None and now - since > PATIENCE else None
