"""Looks at what of this installation has to be well. It tells no names but to those who may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from readiness.adapters import beats, checklist_folders, disks, head_notes, refusals
from readiness.core import health
from readiness.core.health import Check, Health, Part
from readiness.core.rights import Action, Actor, may
from readiness.settings import Settings
from readiness.store import ledger, outbox, schema
from readiness.store.engine import Database, is_gone


def look(database: Database, settings: Settings, now: Callable[[], datetime]) -> Health:
    """Return how it stands, however long that takes."""
    return Health((*_of_database(database, settings, now()), *_of_folders(settings)))


def newest_change(database: Database) -> datetime | None:
    """Return when the last change was made, by the clock of whoever made it."""
    with _looking(database) as session:
        return ledger.newest_at(session)


@contextmanager
def _looking(database: Database) -> Iterator[Session]:
    """Yield a session to read with. One that fails leaves no connection for others to fail with."""
    if is_gone(database.url):
        raise FileNotFoundError("The database is not in its place.")
    try:
        with database.reading() as session:
            yield session
    except SQLAlchemyError:
        database.reader.dispose()
        raise


def warnings(ask: Callable[[], Health | None], *, by: Actor) -> Sequence[Check]:
    """Return what this person is warned of. For whoever can do nothing about it nobody looks."""
    found = ask() if may(by, Action.SEE_HEALTH) else None
    return found.faults if found else ()


def _of_database(database: Database, settings: Settings, now: datetime) -> list[Check]:
    beat = beats.last_beat(settings.instance)
    try:
        with _looking(database) as session:
            found = schema.current(database)
            newest, waits_since = ledger.newest_at(session), outbox.waits_since(session, now=now)
            size = ledger.head(session).size
    except (SQLAlchemyError, OSError):
        return [health.unreachable(), health.worker(now, beat, None)]
    return [
        Check(Part.DATABASE),
        health.schema(found, schema.newest()),
        health.clock(now, newest),
        health.ledger(size, head_notes.longest(settings.instance)),
        health.worker(now, beat, waits_since),
    ]


def _of_folders(settings: Settings) -> list[Check]:
    folder = settings.instance
    return [
        health.disk(disks.free_bytes(folder), is_writable=disks.is_writable(folder)),
        health.checklists(_refused(settings.checklists) + refusals.remembered(folder)),
    ]


def _refused(folder: Path | None) -> list[str]:
    """The shipped ones are part of the program: whoever cannot read them runs no other part either."""
    return disks.unreadable(checklist_folders.files_of([folder])) if folder else []
