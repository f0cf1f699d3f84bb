"""Short ids out of the words of a title or question, each only once."""

from __future__ import annotations

import re
import unicodedata

_FEW = 4
#: Words that say nothing about what is asked.
_SILENT = frozenset(
    re.findall(
        r"\w+",
        "a all an and any are as at be been being by can check confirm could do does each ensure every "
        "for from has have how if in into is it its make must of on or our please should such sure than "
        "that the their there these they this those to verify was we were when whether which while who "
        "will with would you your",
    )
)


class Ids:
    """Ids of at most so many letters. What has no Latin letters is called `otherwise`."""

    def __init__(self, longest: int, otherwise: str) -> None:
        self._longest = longest
        self._otherwise = otherwise
        self._taken: set[str] = set()

    def new(self, text: str) -> str:
        """Return an id that was not returned before."""
        made = name = slug(text, self._longest - 4) or self._otherwise
        count = 1
        while made in self._taken:
            count += 1
            made = f"{name}-{count}"
        self._taken.add(made)
        return made


def slug(text: str, longest: int) -> str:
    """Return the first words that say something, with hyphens; nothing if there are none."""
    folded = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", folded.lower())
    telling = [word for word in words if word not in _SILENT] or words
    while telling and telling[0][0].isdigit():
        telling = telling[1:]
    return _joined(telling[:_FEW], longest)


def _joined(words: list[str], longest: int) -> str:
    """Return as many of the words as fit whole, or the start of the first."""
    while len(words) > 1 and len("-".join(words)) > longest:
        words = words[:-1]
    return "-".join(words)[:longest]
