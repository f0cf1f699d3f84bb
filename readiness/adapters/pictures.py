"""How many pixels a picture says that it has, read from its first bytes without drawing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

#: Markers of JPEG that hold the size, and those that hold nothing.
FRAMES = frozenset({*range(0xC0, 0xD0)}) - {0xC4, 0xC8, 0xCC}
BARE = frozenset({0x01, *range(0xD0, 0xD9)})
MOST_SEGMENTS = 2000


@dataclass(frozen=True, slots=True)
class Size:
    media_type: str
    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


def measure(file: IO[bytes]) -> Size | None:
    """Return type and size of a picture, None for everything else and for what is cut off."""
    file.seek(0)
    head = file.read(32)
    found = _png(head) or _gif(head) or _webp(head) or _jpeg(head, file)
    file.seek(0)
    return found if found is not None and found.pixels else None


def _png(head: bytes) -> Size | None:
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or head[12:16] != b"IHDR":
        return None
    return Size("image/png", _big(head[16:20]), _big(head[20:24]))


def _gif(head: bytes) -> Size | None:
    if head[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    return Size("image/gif", _little(head[6:8]), _little(head[8:10]))


def _webp(head: bytes) -> Size | None:
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    kind, body = head[12:16], head[20:]
    if kind == b"VP8X":
        return Size("image/webp", _little(body[4:7]) + 1, _little(body[7:10]) + 1)
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = _little(body[1:5])
        return Size("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return Size("image/webp", _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF)
    return None


def _jpeg(head: bytes, file: IO[bytes]) -> Size | None:
    """Return the size in the frame's segment, which stands after those that describe the picture."""
    if not head.startswith(b"\xff\xd8\xff"):
        return None
    file.seek(2)
    for _ in range(MOST_SEGMENTS):
        marker = _marker(file)
        if marker in BARE:
            continue
        length = _big(file.read(2))
        if marker is None or length < 2:
            return None
        if marker in FRAMES:
            frame = file.read(5)
            return Size("image/jpeg", _big(frame[3:5]), _big(frame[1:3]))
        file.seek(length - 2, 1)
    return None


def _marker(file: IO[bytes]) -> int | None:
    if file.read(1) != b"\xff":
        return None
    marker = file.read(1)
    while marker == b"\xff":
        marker = file.read(1)
    return marker[0] if marker else None


def _big(given: bytes) -> int:
    return int.from_bytes(given, "big")


def _little(given: bytes) -> int:
    return int.from_bytes(given, "little")
