"""The lines of a page or of pasted text: which is a heading, an item, a sentence or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """`level` is a heading's: 1 is the highest."""

    number: int
    mark: Mark
    text: str
    indent: int = 0
    level: int = 0
    is_numbered: bool = False


_HASHES = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)$")
_WIKI = re.compile(r"(={2,6})[ \t]*([^=].*?)[ \t]*\1$|h([1-6])\.[ \t]+(.+)$")
_BULLET = "[-*+\u2022\u2023\u25a0-\u25ff\u2013\u2014\u00b7\u2610-\u2612\u2713\u2714\u2705]"
_ITEM = re.compile(rf"[ \t]*(?:{_BULLET}+[ \t]+|(?P<number>\(?(?:\d{{1,3}}|[a-z])[.)][ \t]+))(.*)$")
_BOX = re.compile(r"\[[ xX]?\][ \t]*|[\u2610-\u2612][ \t]*")
_UNDERLINE = re.compile(r"[ \t]*(={3,}|-{3,}|~{3,}|_{3,}|\*{3,})[ \t]*$")
_DELIMITER_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_BOLD = re.compile(r"(\*\*|__)([^*_]+?):?\1:?$")
_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\(([^()\s]{1,500})\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
LONGEST_HEADING = 80
#: A heading that is marked as one may be longer than one that only looks so.
LONGEST_MARKED = 300


def lines_of(text: str, *, is_plain: bool) -> list[Line]:
    """Return the lines without what is only layout. Plain text has headings by looks too."""
    return list(_lines(text.expandtabs(4).split("\n"), is_plain))


def cells_of(row: str) -> tuple[str, ...]:
    cells = re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
    return tuple(_inline(cell.replace("\\|", "|").strip()) for cell in cells)


def _lines(texts: Sequence[str], is_plain: bool) -> Iterator[Line]:
    is_code = is_table = False
    for index, text in enumerate(texts):
        below = texts[index + 1] if index + 1 < len(texts) else ""
        is_table = "|" in text and (is_table or bool(_is_delimiter(below)))
        if _FENCE.match(text):
            is_code = not is_code
        elif is_code:
            mark = Mark.TEXT if text.strip() else Mark.BLANK
            yield Line(index + 1, mark, text.strip(), _indent(text))
        elif is_table:
            if not _is_delimiter(text):
                yield Line(index + 1, Mark.TABLE, text)
        elif not _UNDERLINE.match(text):
            yield _line(index + 1, text, below, is_plain)


def _is_delimiter(text: str) -> bool:
    return "|" in text and len(text) < 1000 and bool(_DELIMITER_ROW.match(text))


def _line(number: int, text: str, below: str, is_plain: bool) -> Line:
    bare = text.strip()
    if not bare:
        return Line(number, Mark.BLANK, "")
    heading = _heading(text, below, is_plain)
    if heading:
        return Line(number, Mark.HEADING, _inline(heading[1]), level=heading[0])
    item = _ITEM.match(text)
    if item and item[2].strip():
        said = _inline(_BOX.sub("", item[2].strip(), count=1) or item[2].strip())
        is_numbered = item["number"] is not None
        return Line(number, Mark.ITEM, said, _indent(text), is_numbered=is_numbered)
    return Line(number, Mark.TEXT, _inline(bare), _indent(text))


def _heading(text: str, below: str, is_plain: bool) -> tuple[int, str] | None:
    """Return level and words of a heading."""
    bare = text.strip()
    if len(bare) > LONGEST_MARKED:
        return None
    if hashes := _HASHES.match(text):
        return (len(hashes[1]), hashes[2].rstrip(" #") or bare)
    if wiki := _WIKI.match(bare):
        return (len(wiki[1]), wiki[2]) if wiki[1] else (int(wiki[3]), wiki[4])
    if len(bare) > LONGEST_HEADING or _ITEM.match(text):
        return None
    if (under := _UNDERLINE.match(below)) and not _UNDERLINE.match(text):
        return (1 if under[1][0] == "=" else 2, bare)
    if bold := _BOLD.match(bare):
        return (7, bold[2])
    return _looks_like_a_heading(bare) if is_plain else None


def _looks_like_a_heading(bare: str) -> tuple[int, str] | None:
    if bare.isupper() and len(bare) > 3 and not bare.endswith("?"):
        return (3, bare.rstrip(":").capitalize())
    if bare.endswith(":") and len(bare) > 1:
        return (3, bare.rstrip(": "))
    return None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _inline(text: str) -> str:
    """Return the text without marks for bold, and links as their words and address."""
    return _STRONG.sub(r"\2", _LINK.sub(r"\1 (\2)", text)).strip() or text
