"""Reads the body of an answer, of which nobody knows how large it is packed or unpacked."""

from __future__ import annotations

import zlib
from typing import Protocol

PIECE = 16 * 1024
#: Takes what zlib and gzip make.
EITHER = zlib.MAX_WBITS | 32


class TooLarge(ValueError):
    """It holds more than it may."""


class Unreadable(ValueError):
    """It is packed in a way that nobody asked for."""


class Response(Protocol):
    @property
    def headers(self) -> object: ...

    def read(self, amt: int | None = None, decode_content: bool | None = None) -> bytes: ...


def read(response: Response, *, raw: int, decoded: int) -> bytes:
    """Return the body, or raise before more of it is held than these many bytes."""
    packed = _packed(response, raw)
    packing = str(response.headers.get("Content-Encoding", "")).strip().lower()  # type: ignore[attr-defined]
    if packing in ("", "identity"):
        return packed
    if packing not in ("gzip", "deflate"):
        raise Unreadable(packing[:20])
    return _unpacked(packed, decoded)


def _packed(response: Response, most: int) -> bytes:
    pieces = bytearray()
    while piece := response.read(PIECE, decode_content=False):
        pieces += piece
        if len(pieces) > most:
            raise TooLarge
    return bytes(pieces)


def _unpacked(packed: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj(EITHER)
    try:
        found = unpacking.decompress(packed, most + 1)
    except zlib.error as fault:
        raise Unreadable("garbage") from fault
    if len(found) > most:
        raise TooLarge
    return found
