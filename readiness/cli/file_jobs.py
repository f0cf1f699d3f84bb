"""The worker's jobs on files, with the store and the limits that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from readiness.adapters.blob_stores import open_blobs
from readiness.adapters.suspects import Suspects
from readiness.settings import Settings, load
from readiness.store.engine import Database
from readiness.usecases import file_checks, thumbnails
from readiness.usecases.outbox import Write


def make_thumbnail(database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    settings = load()
    most = settings.picture_megapixels * 1_000_000
    return thumbnails.make(database, open_blobs(settings), payload, now, most_pixels=most)


def check_files(database: Database, settings: Settings, now: datetime) -> None:
    """Look at a few files: first at those that could not be given to somebody."""
    suspects = Suspects(settings.instance).taken()
    file_checks.check_some(database, open_blobs(settings), now=now, suspects=suspects)
