"""A form that is sent twice is done once: each is noted in the transaction of what it does."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.store import done_forms as store
from readiness.store.engine import Database
from readiness.usecases import transaction

#: So long a form that comes once more is known. Nobody sends one again after that by accident.
KEPT = timedelta(days=2)


def place_of(session: Session, key: str) -> str | None:
    """Return where the form led to, empty if that is not known; None if it was not done."""
    return store.place_of(session, key)


def claim(session: Session, key: str, *, now: datetime) -> bool:
    """Note the form before anything is done for it; return False if that was done already."""
    return store.add(session, key, now)


def lead(session: Session, key: str, to: str) -> None:
    """Note with the same transaction where its sender is led to."""
    store.lead(session, key, to)


def forget_old(database: Database, *, now: datetime) -> None:
    with database.writing() as session:
        store.remove_older(session, now - KEPT)
        transaction.commit_bookkeeping(session)
