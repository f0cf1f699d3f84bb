"""Puts a backup into an empty installation, unless it is damaged, or older than what was seen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.adapters import archives, head_notes, postgresql_programs
from readiness.adapters.blob_stores import open_blobs
from readiness.adapters.blobs import BlobFault
from readiness.core.known_heads import Head, losses
from readiness.settings import Settings
from readiness.store import copies, schema
from readiness.store import ledger as entries
from readiness.store.engine import Database, backend_of
from readiness.usecases import ledger
from readiness.usecases.backups import DATABASE, FILES, KEY, address_of


class NotRestored(Exception):
    """Nothing was restored; the sentence says why, and what to do."""


class Older(NotRestored):
    """The backup lacks what was seen; `losses` says what."""

    def __init__(self, found: Collection[str]) -> None:
        super().__init__("The backup is older than what is known. Nothing was restored.")
        self.losses = tuple(found)


@dataclass(frozen=True, slots=True)
class Restored:
    head: Head
    schema: str
    files: int
    has_key: bool
    losses: tuple[str, ...]
    about: Mapping[str, object]


def restore(
    database: Database,
    settings: Settings,
    path: Path,
    *,
    known: Iterable[Head] = (),
    accepts_loss: bool = False,
) -> Restored:
    """Put it back. Raises NotRestored or DamagedArchive, and then everything is as it was before."""
    _require_empty(database, settings)
    heads = {*known, *head_notes.remembered(settings.instance)}
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=settings.instance) as name:
        folder = Path(name)
        about = archives.unpack(path, folder)
        _require_known(about, database)
        has_key = (folder / KEY).is_file()
        _require_same_key(settings.instance / KEY, folder / KEY)
        lost = _put_database(database, folder / DATABASE, about, heads, accepts_loss)
        try:
            files = _put_files(settings, folder / FILES)
        except (BlobFault, OSError):
            copies.take_out(database)
            raise
        if has_key and not (settings.instance / KEY).exists():
            shutil.copy2(folder / KEY, settings.instance / KEY)
    if lost:
        head_notes.forget_all_but(settings.instance, _head(about))
    return Restored(_head(about), about["schema"], files, has_key, tuple(lost), about)


def _head(about: Mapping[str, dict[str, object]]) -> Head:
    ledger_ = about["ledger"]
    return Head(int(str(ledger_["size"])), str(ledger_["hash"]))


def _require_empty(database: Database, settings: Settings) -> None:
    if backend_of(database.url) == "sqlite":
        place = copies.file_of(database)
        is_empty = not any(Path(f"{place}{end}").exists() for end in ("", "-wal", "-journal"))
    else:
        is_empty = copies.is_empty(database)
    if not is_empty:
        raise NotRestored(
            "There is a database already, and a backup only goes into an empty one. Stop the"
            " servers, then move it away or set READINESS_INSTANCE or DATABASE_URL to another."
        )


def _require_known(about: Mapping[str, object], database: Database) -> None:
    backend = backend_of(database.url)
    if about["database"] != backend:
        raise NotRestored(
            f"It is a backup of {about['database']}, and DATABASE_URL names {backend}."
        )
    if str(about["schema"]) > schema.newest():
        raise NotRestored(
            f"It is at schema {about['schema']}, made by a newer release ({about['version']});"
            f" this one knows {schema.newest()}."
        )


def _require_same_key(here: Path, there: Path) -> None:
    if here.is_file() and there.is_file() and here.read_text() != there.read_text():
        raise NotRestored(
            f"{here} is another key than the backup's, and could not read its secrets."
            " Move it away first."
        )


def _put_database(
    database: Database,
    copy: Path,
    about: Mapping[str, dict[str, object]],
    heads: Collection[Head],
    accepts_loss: bool,
) -> list[str]:
    if backend_of(database.url) == "sqlite":
        copies.look_at(copy)
        found = losses(heads, _head(about), copies.hashes_in(copy, [head.size for head in heads]))
        _refuse(found, accepts_loss)
        copies.put_sqlite(copy, copies.file_of(database))
        return found
    postgresql_programs.restore(address_of(database), copy)
    with database.reading() as session:
        numbers = [head.size for head in heads]
        found = losses(heads, _head(about), entries.hashes_of(session, numbers))
    try:
        _refuse(found, accepts_loss)
    except Older:
        copies.take_out(database)
        raise
    return found


def _refuse(found: Collection[str], accepts_loss: bool) -> None:
    if found and not accepts_loss:
        raise Older(found)


def _put_files(settings: Settings, folder: Path) -> int:
    store = open_blobs(settings)
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    for path in files:
        with path.open("rb") as file:
            store.put(path.name, file)
    return len(files)


def proven(database: Database) -> ledger.Proof:
    """Walk the ledger of what was restored."""
    with database.reading() as session:
        return ledger.verify(session, by=None)
