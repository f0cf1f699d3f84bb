"""Where the bytes of files are kept by their SHA-256: a folder, or a bucket where one is set."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

CHUNK = 64 * 1024
#: As much of a file is held in memory while it is looked at.
IN_MEMORY = 512 * 1024
#: What the disk says of one file that cannot be read, while the folder may be as it should.
OF_ONE_FILE = frozenset(
    {errno.EIO, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ELOOP, errno.EBADMSG}
)


class BlobFault(Exception):
    """The stored bytes cannot be used."""


class Missing(BlobFault):
    """There are no bytes under this digest."""


class Damaged(BlobFault):
    """The bytes are not those that were stored, or cannot be read any more."""


class Unreachable(BlobFault):
    """The store does not answer: nothing is known of the bytes."""


class Blobs(Protocol):
    def put(self, sha256: str, source: IO[bytes]) -> None:
        """Keep the bytes for good before it returns. What is there already is written anew."""

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Yield the bytes as they lie there, unchecked. Raises Missing."""


def checked(blobs: Blobs, sha256: str) -> IO[bytes]:
    """Return the whole file, looked at to its last byte before the first is given away.

    Raises Damaged, Missing or Unreachable.
    """
    with ExitStack() as until_fault:
        found = until_fault.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        seen = hashlib.sha256()
        for chunk in blobs.chunks(sha256):
            seen.update(chunk)
            found.write(chunk)
        if seen.hexdigest() != sha256:
            raise Damaged(sha256)
        found.seek(0)
        until_fault.pop_all()
        return found


def check(blobs: Blobs, sha256: str) -> None:
    """Raise unless the bytes are there and are those that were stored."""
    seen = hashlib.sha256()
    for chunk in blobs.chunks(sha256):
        seen.update(chunk)
    if seen.hexdigest() != sha256:
        raise Damaged(sha256)


@dataclass(frozen=True, slots=True)
class Folder:
    """A file each, below a folder for the first two digits, for nobody but the owner to read."""

    root: Path

    def put(self, sha256: str, source: IO[bytes]) -> None:
        place = self._place(sha256)
        draft = place.with_name(f".{sha256}.{secrets.token_hex(8)}")
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(draft, source)
            draft.replace(place)
            for folder in (place.parent, self.root):
                _settle(folder)
        except OSError as fault:
            raise Unreachable(str(fault)) from fault
        finally:
            draft.unlink(missing_ok=True)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        try:
            with self._place(sha256).open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except FileNotFoundError as gone:
            raise Missing(sha256) from gone
        except OSError as fault:
            is_its_own = fault.errno in OF_ONE_FILE and self._answers()
            raise (Damaged if is_its_own else Unreachable)(sha256) from fault

    def _answers(self) -> bool:
        try:
            with os.scandir(self.root) as found:
                next(found, None)
        except OSError:
            return False
        return True

    def _place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256


def _write(draft: Path, source: IO[bytes]) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(source, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the names in the folder as lasting as the bytes."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
