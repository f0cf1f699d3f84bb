"""What the worker does for the search, done at once."""

from __future__ import annotations

from datetime import datetime

from readiness.core.rights import Actor
from readiness.core.search_kinds import Kind
from readiness.store.engine import Database
from readiness.usecases import search, search_following


def followed(database: Database) -> None:
    """Let everything be found that was written up to now."""
    while search_following.follow(database):
        pass


def found(
    database: Database, text: str, *, by: Actor, now: datetime, kind: Kind | None = None
) -> dict[Kind, list[str]]:
    """Return the addresses of what is found first, by kind."""
    with database.reading() as session:
        result = search.search(session, text, by=by, now=now, kind=kind)
        return {group.kind: [row.address for row in group.rows] for group in result.groups}
