"""One file that holds the parts of a backup, and at its end what it holds, each with its SHA-256."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1024 * 1024


class DamagedArchive(Exception):
    """The file is no backup, or is not as it was written; the sentence says what is wrong."""


class Writer:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._parts: dict[str, dict[str, object]] = {}

    def add(self, name: str, source: IO[bytes], size: int) -> None:
        """Add a part of exactly so many bytes."""
        hashing = _Hashing(source)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, hashing)
        self._parts[name] = {"sha256": hashing.seen.hexdigest(), "bytes": size}

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self.add(name, file, path.stat().st_size)

    def end(self, about: Mapping[str, object]) -> None:
        """Write what the archive holds. Without this end it is none."""
        document = {"format": FORMAT, **about, "parts": self._parts}
        text = json.dumps(document, indent=2).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        self._tar.addfile(info, io.BytesIO(text))


class _Hashing:
    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.seen = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self.seen.update(chunk)
        return chunk


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Yield what takes the parts. The file is there when it is whole, for its owner alone to read."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Put the parts into the folder and return what the archive says of itself.

    Raises DamagedArchive unless every part is there, as it was, and nothing else.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            found = {member.name: _unpacked(tar, member, folder) for member in tar}
    except (tarfile.TarError, OSError, EOFError) as fault:
        raise DamagedArchive(f"{path.name} cannot be read as a backup: {fault}.") from fault
    manifest = _manifest(folder / MANIFEST)
    found.pop(MANIFEST)
    told = {name: part["sha256"] for name, part in manifest["parts"].items()}
    for name in sorted({*found, *told}):
        if found.get(name) != told.get(name):
            raise DamagedArchive(f"{name} in {path.name} is not what was written. It is damaged.")
    return manifest


def _unpacked(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    """Return the SHA-256 of what was unpacked. Only plain files below the folder are."""
    place = PurePosixPath(member.name)
    source = tar.extractfile(member) if member.isreg() else None
    if source is None or place.is_absolute() or ".." in place.parts:
        raise DamagedArchive(f"{member.name!r:.80} is no part of a backup.")
    target = folder / place
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashing = _Hashing(source)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := hashing.read(CHUNK):
            file.write(chunk)
    return hashing.seen.hexdigest()


def _manifest(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, AttributeError):
        found = json.loads(path.read_text())
        if found.get("format") == FORMAT and isinstance(found["parts"], dict):
            return dict(found)
    raise DamagedArchive(
        "It does not end as a backup of this kind does: it was cut off, or is none."
    )
