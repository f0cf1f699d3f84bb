"""How far the search is behind the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.store import ledger
from readiness.store import search as store


@dataclass(frozen=True, slots=True)
class State:
    """How many texts can be found, and how far the ledger has been followed.

    `since` is when the first entry was written that was not followed yet, None if there is none.
    """

    texts: int
    followed: int
    size: int
    since: datetime | None

    @property
    def behind(self) -> int:
        return self.size - self.followed


def state(session: Session) -> State:
    """Return how far it is. The operator's shell asks, and the page of the search."""
    mark = store.mark_of(session)
    followed = mark.seq if mark else 0
    waiting = store.entries_after(session, followed, 1)
    return State(
        texts=mark.texts if mark else 0,
        followed=followed,
        size=ledger.head(session).size,
        since=waiting[0].at if waiting else None,
    )
