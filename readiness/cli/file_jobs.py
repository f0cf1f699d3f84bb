"""The worker's jobs on files, with the store and the limits that the settings name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from readiness.adapters.blob_stores import open_blobs
from readiness.adapters.blobs import Blobs, Unreachable
from readiness.adapters.suspects import Suspects
from readiness.settings import Settings, load
from readiness.store.engine import Database
from readiness.usecases import file_checks, thumbnails, transaction
from readiness.usecases.outbox import Write


def make_thumbnail(database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    settings = load()
    blobs, most = open_blobs(settings), _most_pixels(settings)
    return thumbnails.make(database, blobs, payload, now, most_pixels=most)


def check_files(database: Database, settings: Settings, now: datetime) -> bool:
    """Look at a few files: first at those that could not be given to somebody.

    Return whether their store answered.
    """
    suspects = Suspects(settings.instance).taken()
    blobs, most = open_blobs(settings), _most_pixels(settings)
    return look_at_files(database, blobs, now, suspects, most_pixels=most)


def _most_pixels(settings: Settings) -> int:
    return settings.picture_megapixels * 1_000_000


def look_at_files(
    database: Database,
    blobs: Blobs,
    now: datetime,
    suspects: Sequence[str] = (),
    *,
    most_pixels: int = 40_000_000,
) -> bool:
    found = file_checks.check_some(database, blobs, now=now, suspects=suspects)
    for look in found.changed:
        with database.writing() as session:
            file_checks.tell(session, look, now=now)
            transaction.commit(session, now=now)
    try:
        for sha256 in found.whole:
            _mend(database, blobs, sha256, now, most_pixels)
    except Unreachable:
        return False
    return found.unanswered is None


def _mend(database: Database, blobs: Blobs, sha256: str, now: datetime, most_pixels: int) -> None:
    """See to it that the picture can be shown small, whatever became of its small picture."""
    write = thumbnails.mend(database, blobs, sha256, now, most_pixels=most_pixels)
    if write is not None:
        with database.writing() as session:
            write(session)
            transaction.commit(session, now=now)
