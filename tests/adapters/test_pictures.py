"""How many pixels a picture has, told from its first bytes, whatever the library of the worker says."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from readiness.adapters.pictures import Size, measure
from readiness.adapters.thumbnails import NoPicture, shrunk
from tests.factories.uploads import png

pytestmark = pytest.mark.once


def picture(kind: str, **named: Any) -> bytes:
    made = BytesIO()
    Image.new("RGB", (300, 200), "white").save(made, kind, **named)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("GIF"), "image/gif"),
        (picture("JPEG"), "image/jpeg"),
        (picture("JPEG", progressive=True, exif=b"Exif\0\0" + b"x" * 5000), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (picture("WEBP", lossless=True), "image/webp"),
        (picture("WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"), "image/webp"),
    ],
)
def test_each_kind_of_picture_is_measured_and_drawn_small(content: bytes, media_type: str) -> None:
    assert measure(BytesIO(content)) == Size(media_type, 300, 200)
    small = shrunk(BytesIO(content), 60_000)
    assert (small.width, small.height) == (300, 200)
    with pytest.raises(NoPicture):
        shrunk(BytesIO(content), 59_999)


@pytest.mark.parametrize(
    "content",
    [b"", b"text", png()[:14], b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\x01", b"RIFF\0\0\0\0WEBPVP8 "],
)
def test_what_is_cut_off_is_no_picture(content: bytes) -> None:
    assert measure(BytesIO(content)) is None
    with pytest.raises(NoPicture):
        shrunk(BytesIO(content), 60_000)


def test_a_picture_of_a_huge_size_is_measured_and_never_drawn() -> None:
    huge = png(50_000, 50_000)
    assert measure(BytesIO(huge)) == Size("image/png", 50_000, 50_000)
    with pytest.raises(NoPicture):
        shrunk(BytesIO(huge), 40_000_000)
