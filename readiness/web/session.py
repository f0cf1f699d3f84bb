"""The database session of a request: a GET reads, a POST writes, opened at the first use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, request

from readiness.extensions import database
from readiness.store.sessions import Session
from readiness.usecases import transaction
from readiness.web.clock import now

READS = {"GET", "HEAD", "OPTIONS"}


def db() -> Session:
    """Return the request's session. After `save()` it is a reading one, to show the result."""
    if "db" not in g:
        reads = request.method in READS or g.get("is_saved", False)
        g.db = database().reading() if reads else database().writing()
    session: Session = g.db
    return session


def save() -> None:
    """Commit what the use cases did, with its ledger entries, verdicts and messages."""
    transaction.commit(db(), now=now())
    close()
    g.is_saved = True


def close(_fault: BaseException | None = None) -> None:
    """End the session. What was not saved is rolled back."""
    session: Session | None = g.pop("db", None)
    if session is not None:
        session.close()


@contextmanager
def glance() -> Iterator[Session]:
    """Read beforehand, in a POST that has slow work to do before it may hold the write lock."""
    with database().reading() as session:
        yield session
