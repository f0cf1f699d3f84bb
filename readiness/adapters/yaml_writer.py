"""Texts as YAML that a person would write, and that always reads back as the same text."""

from __future__ import annotations

import json
import re
from textwrap import wrap

from readiness.adapters.checklist_swallowed import LOOKS

WIDTH = 100
# Cautious: whatever else could stand without quotes stands in them.
_PLAIN = re.compile(r"[^\W\d_](?:[^\n:#]|:(?! )|(?<! )#)*(?<![: ])")
_WORDS = frozenset({"true", "yes", "false", "no", "null"})


def scalar(text: str, indent: int, taken: int) -> str:
    """Return the text as it stands after its key, which ends after so many `taken` columns.

    Further lines are indented by `indent` spaces.
    """
    if "\n" in text:
        return _block("|-", text.split("\n"), indent) or _quoted(text)
    if taken + len(text) > WIDTH and " ".join(text.split()) == text:
        lines = wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        return _block(">-", lines, indent) or _quoted(text)
    is_plain = _PLAIN.fullmatch(text) and text.isprintable() and text.lower() not in _WORDS
    return text if is_plain else _quoted(text)


def _block(sign: str, lines: list[str], indent: int) -> str:
    """Return the lines as a block, or nothing where one of them would not be read as written."""
    # How deep the block stands is read from its first line.
    starts_well = not lines[0].startswith(" ") and lines[0] and lines[-1]
    if not starts_well or not all(_is_text(line) for line in lines):
        return ""
    margin = " " * indent
    return "\n".join([sign, *(f"{margin}{line}" if line else "" for line in lines)])


def _is_text(line: str) -> bool:
    return line.isprintable() and not any(look.match(f"{line}\n") for look in LOOKS)


def _quoted(text: str) -> str:
    """Return the text on one line in double quotes, with what cannot be seen as its number."""
    typed = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else _number(each) for each in typed)


def _number(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
