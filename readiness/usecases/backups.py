"""Makes one file of all that an installation would need to go on elsewhere, while it runs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import make_url

from readiness.adapters import archives, blobs, head_notes, postgresql_programs
from readiness.adapters.blob_stores import open_blobs
from readiness.settings import Settings
from readiness.store import copies
from readiness.store.copies import Snapshot
from readiness.store.engine import Database, backend_of

DATABASE, KEY, FILES = "database", "secret.key", "files"


@dataclass(frozen=True, slots=True)
class Made:
    """What is in the backup; `lost` are files that the store does not have as they were."""

    snapshot: Snapshot
    lost: tuple[str, ...]
    has_key: bool


def make(database: Database, settings: Settings, path: Path, *, now: datetime) -> Made:
    """Write the backup to the path. First the database: files that come later are only more."""
    with (
        tempfile.TemporaryDirectory(prefix=".readiness-backup-", dir=path.parent) as folder,
        archives.writing(path) as archive,
    ):
        copy = Path(folder, DATABASE)
        snapshot = _copy(database, copy)
        archive.add_file(DATABASE, copy)
        copy.unlink()
        lost = _add_files(archive, settings, snapshot)
        has_key = _add_key(archive, settings)
        archive.end(_about(database, settings, snapshot, lost, now))
    head_notes.remember(settings.instance, snapshot.head)
    return Made(snapshot, lost, has_key)


def address_of(database: Database) -> str:
    """Return the database's address as PostgreSQL's own programs read it."""
    address = make_url(database.url).set(drivername="postgresql")
    return address.render_as_string(hide_password=False)


def _copy(database: Database, to: Path) -> Snapshot:
    if backend_of(database.url) == "sqlite":
        return copies.copy_sqlite(copies.file_of(database), to)
    with copies.held(database) as (name, snapshot):
        postgresql_programs.dump(address_of(database), to, snapshot=name)
    return snapshot


def _add_files(archive: archives.Writer, settings: Settings, snapshot: Snapshot) -> tuple[str, ...]:
    store, lost = open_blobs(settings), []
    for sha256 in snapshot.files:
        try:
            with blobs.checked(store, sha256) as file:
                size = file.seek(0, 2)
                file.seek(0)
                archive.add(f"{FILES}/{sha256}", file, size)
        except (blobs.Damaged, blobs.Missing):
            lost.append(sha256)  # no reason to have no backup of all the rest
    return tuple(lost)


def _add_key(archive: archives.Writer, settings: Settings) -> bool:
    path = settings.instance / KEY
    if path.is_file() and not settings.secret_key:
        archive.add_file(KEY, path)
    return path.is_file() and not settings.secret_key


def _about(
    database: Database,
    settings: Settings,
    snapshot: Snapshot,
    lost: tuple[str, ...],
    now: datetime,
) -> dict[str, object]:
    return {
        "version": version("readiness"),
        "made_at": now.isoformat(timespec="seconds"),
        "database": backend_of(database.url),
        "schema": snapshot.schema,
        "ledger": {"size": snapshot.head.size, "hash": snapshot.head.hash},
        "public_url": settings.public_url,
        "lost_files": list(lost),
    }
