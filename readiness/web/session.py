"""The database session of a request: a GET reads, a POST writes, opened at the first use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, request

from readiness.extensions import database
from readiness.store.sessions import Session
from readiness.usecases import done_forms, transaction
from readiness.usecases.done_forms import Sent
from readiness.web.clock import now

READS = {"GET", "HEAD", "OPTIONS"}
#: Where `g` has the form that this request does, if it is one that is done only once.
FORM_KEY = "form_key"


class AlreadyDone(Exception):
    """The same form was done before, or by another request at this moment."""


def db() -> Session:
    """Return the request's session. After `save()` it is a reading one, to show the result."""
    if "db" not in g:
        reads = request.method in READS or g.get("is_saved", False)
        g.db = database().reading() if reads else database().writing()
        if not reads and FORM_KEY in g:
            _claim(g.db, g.form_key)
    session: Session = g.db
    return session


def _claim(session: Session, sent: Sent) -> None:
    """Note the form first, so that the same one of another request waits and does nothing."""
    if not done_forms.claim(session, sent, now=now()):
        raise AlreadyDone


def save(leads_to: str = "") -> None:
    """Commit what the use cases did, with its ledger entries, verdicts and messages.

    `leads_to` is for a form whose own page is of no use any more: where it leads, also if it
    is sent once more.
    """
    if leads_to and FORM_KEY in g:
        done_forms.lead(db(), g.form_key, leads_to)
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
