"""The worker's jobs on files, with the store and the limits that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from readiness.adapters.blob_stores import open_blobs
from readiness.settings import load
from readiness.store.engine import Database
from readiness.usecases import thumbnails
from readiness.usecases.outbox import Write


def make_thumbnail(database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    settings = load()
    most = settings.picture_megapixels * 1_000_000
    return thumbnails.make(database, open_blobs(settings), payload, now, most_pixels=most)
