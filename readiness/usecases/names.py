"""The names behind the ids that a page is about to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, require
from readiness.store import people


def names(session: Session, ids: Iterable[int | None], *, by: Actor) -> Mapping[int, str]:
    """Return the name of each person. What the system did is by nobody: None has no name."""
    require(by, Action.READ)
    return people.names(session, frozenset(id_ for id_ in ids if id_ is not None))
