"""Small pictures of the pictures behind answers, as the worker makes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from readiness.adapters.blobs import Blobs, Damaged, Missing, check, checked
from readiness.adapters.thumbnails import NoPicture, Small, shrunk
from readiness.core.files import PICTURES
from readiness.store import files as store
from readiness.store.engine import Database
from readiness.store.files import Thumbnail
from readiness.usecases.outbox import Write
from readiness.usecases.records import record


def make(
    database: Database,
    blobs: Blobs,
    payload: Mapping[str, object],
    now: datetime,
    *,
    most_pixels: int,
) -> Write:
    """Draw one outside of any transaction. What is no picture after all is told to be none."""
    sha256 = str(payload["file"])
    with database.reading() as session:
        if store.thumbnail_of(session, sha256) is not None:
            return _nothing
    try:
        return _drawn(blobs, sha256, now, most_pixels)
    except (Damaged, Missing):
        return _nothing  # the daily look draws it once the file is whole again


def mend(
    database: Database, blobs: Blobs, sha256: str, now: datetime, *, most_pixels: int
) -> Write | None:
    """Draw it anew if it is damaged, lost or was never made; None where there is nothing to do."""
    with database.reading() as session:
        file, row = store.file_by_digest(session, sha256), store.thumbnail_of(session, sha256)
    if file is None or file.media_type not in PICTURES or (row and _is_good(blobs, row)):
        return None
    try:
        return _drawn(blobs, sha256, now, most_pixels)
    except (Damaged, Missing):
        return None


def _is_good(blobs: Blobs, row: Thumbnail) -> bool:
    """Return whether it is whole, or is none as nothing could be drawn."""
    try:
        if row.made:
            check(blobs, row.made)
    except (Damaged, Missing):
        return False
    return True


def _nothing(_session: Session) -> None:
    """Write nothing: it was made before, or cannot be made now."""


def _drawn(blobs: Blobs, sha256: str, now: datetime, most_pixels: int) -> Write:
    with checked(blobs, sha256) as file:
        try:
            small = shrunk(file, most_pixels)
        except NoPicture:
            small = None
    made = _kept(blobs, small) if small else ""
    return lambda session: _note(session, sha256, made, small, now)


def _kept(blobs: Blobs, small: Small) -> str:
    made = hashlib.sha256(small.content).hexdigest()
    blobs.put(made, BytesIO(small.content))
    return made


def _note(session: Session, sha256: str, made: str, small: Small | None, now: datetime) -> None:
    row = store.thumbnail_of(session, sha256)
    if row is not None and row.made == made:
        return  # the same bytes were put in the place of the damaged ones
    width, height = (small.width, small.height) if small else (0, 0)
    record(session, "file.drawn", by=None, file=sha256, made=made)
    session.merge(Thumbnail(sha256=sha256, made=made, width=width, height=height, at=now))
    session.flush()
