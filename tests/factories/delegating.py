"""Handing work to people and taking it back, each committed by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from readiness.core.rights import Actor
from readiness.store import delegations as store
from readiness.store.delegations import Delegation
from readiness.store.engine import Database
from readiness.usecases import delegations
from tests.factories.reviews import done

NEWEST = 2**31 - 1


def hand(
    database: Database,
    review: int,
    to: Actor,
    *places: str,
    by: Actor,
    now: datetime,
    seen: int = NEWEST,
    **wish: Any,
) -> list[Delegation]:
    given = delegations.Wish(**wish)
    named = {"wish": given, "seen": seen, "by": by}
    return list(done(database, now, delegations.hand, review, places, to.person, **named))


def take_back(
    database: Database, review: int, *places: str, by: Actor, now: datetime, seen: int = NEWEST
) -> list[Delegation]:
    return list(done(database, now, delegations.take_back, review, places, seen=seen, by=by))


def rows(database: Database, review: int) -> list[Delegation]:
    with database.reading() as session:
        return list(store.every_delegation(session, review))
