"""Texts as the words that a search compares: the same on every database, whatever case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Marks that belong to the letter before them; every other one separates words.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
)
#: Written without spaces between words, so that each character is found by itself.
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])[^\W_]|[{_MARKS}])+")
_PLAIN = re.compile("[a-z0-9]+")
#: Letters that are no other letter with a mark on it, but are typed as one.
_LIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
#: No word is compared beyond this.
LONGEST_WORD = 60

#: Nobody looks for more; the rest is left out, and the page says so.
LONGEST_QUERY = 200
MOST_WANTED = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of which every one must be there; of the last, with `begins`, only its beginning.

    `refusal` says why nothing is looked for. `is_cut` if more was typed than is looked for.
    """

    words: tuple[str, ...]
    begins: bool = False
    refusal: str = ""
    is_cut: bool = False


def fold(text: str) -> str:
    """Return the text without case, accents and other forms of one letter."""
    bare = text.casefold()
    for _ in range(2):  # a letter taken apart may have another small form
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(each for each in parts if not unicodedata.combining(each)).casefold()
    return bare.translate(_LIKE)


def words(text: str) -> list[str]:
    """Return the words of the text in their order."""
    if text.isascii():
        return [word[:LONGEST_WORD] for word in _PLAIN.findall(text.lower())]
    return [word for word, _, _ in _placed(text)]


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word with where in the text the run stands that it comes from."""
    for run in _RUN.finditer(text):
        for word in _RUN.findall(fold(run.group())):
            yield word[:LONGEST_WORD], run.start(), run.end()


def wanted(text: str) -> Wanted:
    """Read what somebody typed. Quotes, operators and other signs only separate words."""
    found = words(text[:LONGEST_QUERY])
    has_more = len(found) > MOST_WANTED
    is_cut, found = has_more or len(text) > LONGEST_QUERY, found[:MOST_WANTED]
    if not found:
        return Wanted((), refusal=_nothing(text), is_cut=is_cut)
    if all(len(word) == 1 and word.isascii() and word.isalpha() for word in found):
        refusal = "Write at least two letters of a word; one alone stands nearly everywhere."
        return Wanted((), refusal=refusal, is_cut=is_cut)
    begins = len(found[-1]) > 1 and not has_more and not text[-1:].isspace()
    return Wanted(_once(found), begins, is_cut=is_cut)


def _once(found: list[str]) -> tuple[str, ...]:
    """Return each word once, the last one, which may be only begun, at the end."""
    return (*dict.fromkeys(word for word in found[:-1] if word != found[-1]), found[-1])


def _nothing(text: str) -> str:
    if not text.strip():
        return ""
    return "There is no letter and no number in what you typed. Signs and symbols are not searched."


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is a found word."""

    text: str
    is_found: bool = False


def marked(text: str, sought: Wanted) -> tuple[Piece, ...]:
    """Return the whole text in pieces, those that were sought apart."""
    pieces: list[Piece] = []
    at = 0
    for start, end in _found(text, sought):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], is_found=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def excerpt(text: str, sought: Wanted, length: int) -> tuple[Piece, ...]:
    """Return as much of the text around the first found word as is read at a glance, in pieces."""
    first = next((start for start, _ in _found(text, sought)), 0)
    start = _beginning(text, first - length // 3) if len(text) > length else 0
    cut = text[start : start + length]
    before = "… " if start else ""
    after = " …" if start + length < len(text) else ""
    return marked(before + cut.strip() + after, sought)


def _beginning(text: str, at: int) -> int:
    """Return where the first whole word begins from there on."""
    if at <= 0:
        return 0
    space = re.search(r"\s", text[at : at + LONGEST_WORD])
    return at + space.end() if space else at


def _found(text: str, sought: Wanted) -> Iterable[tuple[int, int]]:
    whole = set(sought.words[:-1] if sought.begins else sought.words)
    begun = sought.words[-1] if sought.begins and sought.words else None
    last = (-1, -1)
    for word, start, end in _placed(text):
        is_found = word in whole or (begun is not None and word.startswith(begun))
        if is_found and (start, end) != last:
            last = (start, end)
            yield last
