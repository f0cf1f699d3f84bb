"""A piece of evidence: a link, a file, or a link with a kept copy of what it showed.

Nothing that was not said has a key, so that pieces of earlier releases keep their digests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from readiness.core.errors import BadInput
from readiness.core.evidence import Piece, end_refusal, refusal
from readiness.core.files import Kept

LONGEST_ADDRESS = 2000
LONGEST_DESCRIPTION = 300

NO_LINK = "Evidence is a link that starts with https:// or http://."
NOTHING = "Evidence is a link that starts with https:// or http://, or a file. Give one of them."
ONE_COPY = "A link has one kept copy. Add the other files by themselves."


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person said about new evidence. `dated` and `until` may be empty."""

    url: str = ""
    description: str = ""
    dated: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """By which a page names a piece: the link and the digest of the file, either may be empty.

    One link may stand there under several words; without words all of them are meant.
    """

    url: str
    file: str
    description: str = ""


def is_named(piece: Piece, names: Names) -> bool:
    if (str(piece.get("url", "")), str(piece.get("file", ""))) != (names.url, names.file):
        return False
    words = names.description.split()  # a browser sends the ends of lines in its own way
    return not words or words == str(piece["description"]).split()


def said(piece: Piece) -> dict[str, object]:
    """Return what the piece says: all but the day it was added, which nobody signs."""
    return {key: value for key, value in piece.items() if key != "added"}


def all_said(pieces: Sequence[Piece]) -> list[dict[str, object]]:
    return [said(piece) for piece in pieces]


def make(typed: Typed, files: Sequence[Kept], today: date) -> list[dict[str, object]]:
    """Return the new pieces: one for the link with its copy, or else one for each file."""
    url, description = typed.url.strip(), typed.description.strip()
    faults = _faults(url, description, typed, files, today)
    if faults:
        raise BadInput(" ".join(faults.values()), faults)
    days = {"dated": typed.dated.strip(), "until": typed.until.strip()}
    rest = {"added": today.isoformat()} | {key: day for key, day in days.items() if day}
    if url:
        return [{"url": url, "description": description, **_file(files[:1]), **rest}]
    return [{"description": description or each.name, **_file([each]), **rest} for each in files]


def joined(
    known: Sequence[Piece], new: Sequence[Piece], replaces: Names | None
) -> list[Mapping[str, object]]:
    """Return the list with the new pieces in the place of what they replace, or at its end.

    The same link under the same words and the same file are replaced without being asked, but
    no kept copy is by a piece without one.
    """
    meant = [replaces is not None and is_named(piece, replaces) for piece in known]
    at = meant.index(True) if True in meant else len(known)
    kept = [
        not (is_meant or any(_is_anew(each, piece) for each in new))
        for piece, is_meant in zip(known, meant, strict=True)
    ]
    before = [piece for piece, stays in zip(known[:at], kept[:at], strict=True) if stays]
    after = [piece for piece, stays in zip(known[at:], kept[at:], strict=True) if stays]
    return [*before, *new, *after]


def differences(
    before: Sequence[Piece], now: Sequence[Piece]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what came and what went."""
    old, new = all_said(before), all_said(now)
    came = tuple(piece for piece in now if said(piece) not in old)
    return came, tuple(piece for piece in before if said(piece) not in new)


def put_back(
    known: Sequence[Piece], before: Sequence[Piece], after: Sequence[Piece]
) -> list[Piece]:
    """Return the list with what went between two others, each where it stood, if it can be.

    It is not put beside what says the same, or would have taken its place.
    """
    found = list(known)
    for at, piece in enumerate(before):
        is_there = any(_is_anew(each, piece) for each in found)
        if not is_there and said(piece) not in all_said(after):
            found.insert(at, piece)
    return found


def _is_anew(new: Piece, old: Piece) -> bool:
    return _identity(new) == _identity(old) and ("file" in new or "file" not in old)


def _identity(piece: Piece) -> tuple[object, ...]:
    return ("url", piece["url"], piece["description"]) if "url" in piece else ("", piece["file"])


def _file(files: Sequence[Kept]) -> dict[str, object]:
    return {
        key: said for each in files for key, said in (("file", each.sha256), ("name", each.name))
    }


def _faults(
    url: str, description: str, typed: Typed, files: Sequence[Kept], today: date
) -> dict[str, str]:
    needs_words = bool(url) or not files
    known = {
        "url": _wrong_link(url, files),
        "description": _wrong_words(description, needs_words=needs_words),
        "dated": refusal(typed.dated.strip(), today),
        "until": end_refusal(typed.until.strip(), today),
    }
    return {name: sentence for name, sentence in known.items() if sentence}


def _wrong_link(url: str, files: Sequence[Kept]) -> str:
    if not url:
        return "" if files else NOTHING
    if not is_link(url):
        return NO_LINK
    return ONE_COPY if len(files) > 1 else ""


def _wrong_words(description: str, *, needs_words: bool) -> str:
    if len(description) > LONGEST_DESCRIPTION or (needs_words and not description):
        return f"Say in 1 to {LONGEST_DESCRIPTION} characters what it shows."
    return ""


def is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and len(url) <= LONGEST_ADDRESS and url.isprintable() and " " not in url
