"""Keeps what can be found up to date, by following the ledger entry by entry in the worker."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.search_kinds import Entry, Subject, concerned
from readiness.core.search_texts import Text
from readiness.store import search as store
from readiness.store.engine import Database
from readiness.usecases import search_texts, transaction

#: By which rules texts and words are made. Where they change, everything is made anew.
FORM = f"1, Unicode {unicodedata.unidata_version}"
#: Entries followed in one transaction: others wait no longer for it than for a save.
BATCH = 100


@dataclass(frozen=True, slots=True)
class _Batch:
    """What becomes of the texts between one entry of the ledger and another."""

    after: int
    up_to: int
    hash: str
    subjects: frozenset[Subject]
    texts: tuple[Text, ...]


def follow(database: Database, *, batch: int = BATCH) -> int:
    """Make the texts of the next entries; return how many they were, 0 at the ledger's end.

    Several workers may do this at once: who comes to a mark that has moved does nothing. Done
    again it makes the same. Where there is no mark yet, it begins at the beginning.
    """
    with database.reading() as session:
        if not store.ahead(session):
            return 0
        found = _read(session, batch)
    if found is None:
        rebuild(database)
        return 1
    _write(database, found)
    return found.up_to - found.after


def _read(session: Session, limit: int) -> _Batch | None:
    """Return the next batch as everything is in this moment; None if there is no mark."""
    mark = store.mark_of(session)
    if mark is None:
        return None
    rows = store.entries_after(session, mark.seq, limit)
    changed = {
        subject
        for row in rows
        for subject in concerned(Entry(row.event, row.service_id, row.review_id, row.about))
    }
    subjects = search_texts.spread(session, changed)
    made = search_texts.texts(session, subjects)
    return _Batch(mark.seq, rows[-1].seq, rows[-1].hash, subjects, tuple(made))


def _write(database: Database, found: _Batch) -> None:
    with database.writing() as session:
        if store.lock_mark(session, found.after) is None:
            return
        keys = {each.key for each in found.subjects}
        more = store.replace(session, keys, found.texts)
        store.advance(session, found.up_to, found.hash, more)
        transaction.commit_bookkeeping(session)


def rebuild(database: Database) -> None:
    """Throw away what can be found; the worker makes it anew from the ledger's beginning."""
    with database.writing() as session:
        store.restart(session, FORM)
        transaction.commit_bookkeeping(session)


def mend(database: Database) -> bool:
    """Rebuild unless mark, texts and ledger belong together; return whether they did not.

    So a database that was restored in part, or is older than this release, is found whole again.
    """
    with database.reading() as session:
        if store.is_whole(session, FORM):
            return False
    rebuild(database)
    return True
