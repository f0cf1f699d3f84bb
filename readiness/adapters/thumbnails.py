"""Makes a picture small by drawing it anew: nothing of the file itself but what one sees goes on."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import IO

#: The largest width and height, for screens of twice the usual density.
WIDEST, HIGHEST = 480, 320
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


class NoPicture(Exception):
    """It cannot be drawn, or has more pixels than it may."""


@dataclass(frozen=True, slots=True)
class Small:
    """`content` is a PNG without any note about where it comes from."""

    content: bytes
    width: int
    height: int


def shrunk(file: IO[bytes], most_pixels: int) -> Small:
    """Return the picture made small. Of a moving one it is the first frame."""
    # Late: it reads its plugins, and only the worker makes pictures small.
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # its own limit only warns; ours is looked at before it draws
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > most_pixels:
                raise NoPicture("It has too many pixels.")
            picture.draft("RGB", (WIDEST, HIGHEST))
            picture.thumbnail((WIDEST, HIGHEST))
            drawn = picture.convert("RGBA")
    # What is broken shows itself in many ways: every plugin raises its own.
    except (OSError, ValueError, SyntaxError, EOFError) as fault:
        raise NoPicture(f"{type(fault).__name__}: {fault}") from fault
    made = BytesIO()
    clean = Image.new("RGBA", drawn.size)
    clean.paste(drawn)
    clean.save(made, "PNG", optimize=True)
    return Small(made.getvalue(), clean.width, clean.height)
