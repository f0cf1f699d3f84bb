"""What somebody brings from another system, as clean text of a known kind."""

from __future__ import annotations

import re
from enum import StrEnum

from readiness.adapters.import_columns import Column, columns_of
from readiness.adapters.import_tables import LINES_ABOVE, delimiter_of

LARGEST = 1_000_000
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    "|[\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_MARKDOWN = re.compile(r"#{1,6} +\S|[-*+] \[[ xX]\] |\|? *:?-{3,}:? *\||\*\*.+\*\*$|```")


class Kind(StrEnum):
    CSV = "csv"
    MARKDOWN = "markdown"
    TEXT = "text"


def decoded(raw: bytes) -> str:
    """Return the text without what nobody sees. What is not UTF-8 is taken for what Windows writes."""
    encodings = ["utf-8-sig", "cp1252", "latin-1"]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings.insert(0, "utf-16")
    for encoding in encodings:
        try:
            return cleaned(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise AssertionError("Latin-1 has a character for every byte.")


def cleaned(text: str) -> str:
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def kind_of(name: str, text: str) -> Kind:
    """Return what the file's name says it is, else what it looks like."""
    ending = name.lower().rpartition(".")[2]
    if ending in {"csv", "tsv"}:
        return Kind.CSV
    if ending in {"md", "markdown"}:
        return Kind.MARKDOWN
    lines = [line for line in text.split("\n") if line.strip()][:200]
    delimiter = delimiter_of(text)
    named = (columns_of(line.split(delimiter)) for line in lines[:LINES_ABOVE] if delimiter in line)
    if any(Column.QUESTION in columns for columns in named):
        return Kind.CSV
    looks = any(_MARKDOWN.match(line.lstrip()) for line in lines)
    return Kind.MARKDOWN if looks else Kind.TEXT
