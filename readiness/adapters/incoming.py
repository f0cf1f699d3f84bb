"""Looks at an uploaded file: its digest, its size, and what it is by its content."""

from __future__ import annotations

import hashlib
from typing import IO

from readiness.adapters.pictures import measure
from readiness.core.errors import BadInput
from readiness.core.files import Kept, Limits, clean_name, too_large

CHUNK = 64 * 1024
HEAD = 8192
#: Types that a file may be told to have beside pictures and text; anything else is just a file.
KNOWN = frozenset({"application/pdf", "application/zip", "application/gzip"})
OTHER = "application/octet-stream"
#: Control characters that stand in texts.
IN_TEXT = frozenset({0x09, 0x0A, 0x0C, 0x0D, 0x1B})


def look_at(file: IO[bytes], name: str, limits: Limits) -> Kept:
    """Return what it is. Raises BadInput for one that is empty, too large or has too many pixels."""
    called = clean_name(name)
    sha256, size = _digest(file, limits)
    if not size:
        raise BadInput(f"“{called}” is empty. It was not attached.")
    picture = measure(file)
    if picture is None:
        return Kept(sha256, called, size, _type(file))
    if picture.pixels > limits.pixels:
        most = f"{limits.pixels / 1_000_000:.0f} million pixels"
        raise BadInput(
            f"“{called}” is a picture of {picture.width:,} by {picture.height:,} pixels; "
            f"at most {most} are taken. It was not attached."
        )
    return Kept(sha256, called, size, picture.media_type, picture.width, picture.height)


def _digest(file: IO[bytes], limits: Limits) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > limits.file_bytes:
            raise BadInput(f"{too_large(limits)} This one is larger. It was not attached.")
        seen.update(chunk)
    file.seek(0)
    return seen.hexdigest(), size


def _type(file: IO[bytes]) -> str:
    # Late: only uploads need it, and a server starts without it.
    import filetype

    head = file.read(HEAD)
    file.seek(0)
    guessed = filetype.guess_mime(head)
    if guessed in KNOWN:
        return str(guessed)
    return "text/plain" if guessed is None and _is_text(head) else OTHER


def _is_text(head: bytes) -> bool:
    """Return whether it reads as UTF-8. A character may be cut in two at the end of the piece."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as fault:
        if len(head) - fault.start > 3 or len(head) < HEAD:
            return False
    return all(byte >= 0x20 or byte in IN_TEXT for byte in head) and 0x7F not in head
