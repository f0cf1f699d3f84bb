"""A form that is sent twice is done once: each is noted in the transaction of what it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.store import done_forms as store
from readiness.store.engine import Database
from readiness.usecases import transaction

#: So long a form that comes once more is known. Nobody sends one again after that by accident.
KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Sent:
    """The digest of one form, and that of all it says."""

    form: str
    text: str


def place_of(session: Session, sent: Sent) -> str | None:
    """Return where the form led to, empty if that is not known; None if this was not done last."""
    return store.place_of(session, sent.form, sent.text)


def claim(session: Session, sent: Sent, *, now: datetime) -> bool:
    """Note the form before anything is done for it; return False if that was done just before."""
    return store.add(session, sent.form, sent.text, now)


def lead(session: Session, sent: Sent, to: str) -> None:
    """Note with the same transaction where its sender is led to."""
    store.lead(session, sent.form, to)


def forget_old(database: Database, *, now: datetime) -> None:
    with database.writing() as session:
        store.remove_older(session, now - KEPT)
        transaction.commit_bookkeeping(session)
