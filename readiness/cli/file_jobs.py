"""The worker's jobs on files, with the store and the limits that the settings name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from readiness.adapters.blob_stores import open_blobs
from readiness.adapters.blobs import Blobs
from readiness.adapters.suspects import Suspects
from readiness.settings import Settings, load
from readiness.store.engine import Database
from readiness.usecases import file_checks, thumbnails, transaction
from readiness.usecases.outbox import Write


def make_thumbnail(database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    settings = load()
    most = settings.picture_megapixels * 1_000_000
    return thumbnails.make(database, open_blobs(settings), payload, now, most_pixels=most)


def check_files(database: Database, settings: Settings, now: datetime) -> bool:
    """Look at a few files: first at those that could not be given to somebody.

    Return whether their store answered.
    """
    return look_at_files(database, open_blobs(settings), now, Suspects(settings.instance).taken())


def look_at_files(
    database: Database, blobs: Blobs, now: datetime, suspects: Sequence[str] = ()
) -> bool:
    found = file_checks.check_some(database, blobs, now=now, suspects=suspects)
    for look in found.changed:
        with database.writing() as session:
            file_checks.tell(session, look, now=now)
            transaction.commit(session, now=now)
    return found.unanswered is None
