"""Files behind answers: what may be taken, what they are called, and how their size is said."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

MEGABYTE = 1_000_000
#: What is drawn as a picture; everything else is a download and nothing more.
PICTURES = {
    "image/png": "PNG picture",
    "image/jpeg": "JPEG picture",
    "image/gif": "GIF picture",
    "image/webp": "WebP picture",
}
WORDS = PICTURES | {
    "application/pdf": "PDF",
    "application/zip": "ZIP archive",
    "application/gzip": "gzip archive",
    "text/plain": "text",
}
LONGEST_NAME = 120
#: A longer end after the last dot is part of the name.
LONGEST_ENDING = 12
UNNAMED = "file"
#: Characters that some system takes for more than a part of a name.
UNSAFE = frozenset('<>:"|?*%\x7f')
#: Unseen characters, those that turn the direction of writing, and those without a meaning.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person may upload. Every number is refused before the bytes are kept."""

    file_bytes: int = 10 * MEGABYTE
    review_bytes: int = 500 * MEGABYTE
    pixels: int = 40_000_000
    at_once: int = 5
    seconds: int = 60
    uploads_at_once: int = 3
    uploads_of_one: int = 2

    @property
    def request_bytes(self) -> int:
        """Return the most that one form may send: its files, and room for its fields."""
        return self.at_once * self.file_bytes + MEGABYTE


#: Where no setting says otherwise.
USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are stored. `width` and `height` are known of pictures alone."""

    sha256: str
    name: str
    size: int
    media_type: str
    width: int | None = None
    height: int | None = None


def clean_name(given: str) -> str:
    """Return a name that is safe to show and to save under on every system; never empty."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(_safe(each) for each in unicodedata.normalize("NFC", last))
    name = _shortened(" ".join(seen.split()).strip(". "))
    if not name.strip("_. "):
        return UNNAMED
    return f"_{name}" if name.split(".")[0].strip().upper() in RESERVED else name


def _safe(character: str) -> str:
    if unicodedata.category(character) in UNSEEN:
        return " " if character in "\t\n\r" else ""
    return "_" if character in UNSAFE else character


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME].rstrip(". ")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ')}.{ending}"


def disposition(name: str) -> str:
    """Return the header that makes a browser save the file under its name (RFC 6266, RFC 8187)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def kind_in_words(media_type: str) -> str:
    return WORDS.get(media_type, "file")


def size_in_words(size: int) -> str:
    """Return 812 B, 12 kB or 3.4 MB."""
    if size < 1000:
        return f"{size} B"
    return (
        f"{size / 1000:.0f} kB"
        if size < 1_000_000
        else f"{size / 1_000_000:.1f} MB".replace(".0 ", " ")
    )


def too_large(limits: Limits) -> str:
    return f"A file may have at most {size_in_words(limits.file_bytes)}."
