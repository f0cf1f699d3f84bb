"""Small pictures of the pictures behind answers, as the worker makes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from readiness.adapters.blobs import Blobs, Damaged, Missing, checked
from readiness.adapters.thumbnails import NoPicture, Small, shrunk
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
    small = _drawn(blobs, sha256, most_pixels)
    made = _kept(blobs, small) if small else ""
    return lambda session: _note(session, sha256, made, small, now)


def _nothing(_session: Session) -> None:
    """Write nothing: it was made before."""


def _drawn(blobs: Blobs, sha256: str, most_pixels: int) -> Small | None:
    try:
        with checked(blobs, sha256) as file:
            return shrunk(file, most_pixels)
    except (NoPicture, Damaged, Missing):
        return None


def _kept(blobs: Blobs, small: Small) -> str:
    made = hashlib.sha256(small.content).hexdigest()
    blobs.put(made, BytesIO(small.content))
    return made


def _note(session: Session, sha256: str, made: str, small: Small | None, now: datetime) -> None:
    if store.thumbnail_of(session, sha256) is not None:
        return
    width, height = (small.width, small.height) if small else (0, 0)
    record(session, "file.drawn", by=None, file=sha256, made=made)
    session.add(Thumbnail(sha256=sha256, made=made, width=width, height=height, at=now))
    session.flush()
