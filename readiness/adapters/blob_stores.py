"""Opens the store of files that the settings name: a folder of the instance, or a bucket."""

from __future__ import annotations

from readiness.adapters.blobs import Blobs, Folder
from readiness.adapters.bucket import Bucket
from readiness.settings import Settings


def open_blobs(settings: Settings) -> Blobs:
    """Return it. A bucket is not asked for anything yet."""
    return Bucket.of(settings) if settings.bucket else Folder(settings.instance / "files")
