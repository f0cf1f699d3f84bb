"""Tells what is due: each thing once, however often the worker asks, is killed, or has a twin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from readiness.store import preferences as store
from readiness.store.engine import Database
from readiness.store.sessions import Session
from readiness.usecases import deliveries, ended_asks, notice_posts, transaction
from readiness.usecases.due import Due, due
from readiness.usecases.due_launches import due_launches
from readiness.usecases.notice_posts import Told

#: So many are told in one transaction: others wait no longer for it than for a save.
BATCH = 20


def remind(database: Database, *, now: datetime) -> int:
    """Tell what became due and was not told; return how much that was. What ended is asked no more."""
    ended_asks.end(database, now=now)
    with database.reading() as session:
        every = (*due(session, now=now), *due_launches(session, now=now))
        found = {each.name: each for each in every}
        known = store.told_of(session, found)
    new = [each for name, each in found.items() if name not in known]
    batches = [new[start : start + BATCH] for start in range(0, len(new), BATCH)]
    return sum(_tell(database, batch, now) for batch in batches)


def _tell(database: Database, batch: Sequence[Due], now: datetime) -> int:
    with database.writing() as session:
        mine = [each for each in batch if store.is_first_told(session, each.name, now)]
        told = [
            Told(person, each.kind, each.message, each.service)
            for each in mine
            for person in sorted(each.people)
        ]
        _post(session, sorted(told, key=lambda each: each.person), mine, now)
        transaction.commit_bookkeeping(session)
    return len(mine)


def _post(session: Session, told: Sequence[Told], due: Sequence[Due], now: datetime) -> None:
    notice_posts.post(session, notice_posts.write(session, told, now=now), now=now)
    deliveries.announce(session, [each.message for each in due], now=now)
