"""Small files of each kind, as somebody would drop them on a page."""

from __future__ import annotations

import hashlib
import struct
import zlib
from io import BytesIO

Sent = tuple[BytesIO, str]


def png(width: int = 3, height: int = 2, shade: int = 200) -> bytes:
    """Return a grey picture. Of a huge one the header says so, and the pixels are left out."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height)) if width < 5000 else b""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sent(content: bytes, name: str) -> Sent:
    return BytesIO(content), name
