"""What somebody typed, without the characters that nobody can type or see and no page may hold."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\r\t\0"  # a NUL is refused in words elsewhere, as it cannot be stored


def without_controls(text: str) -> str:
    """Return the text without control characters and code points that are none; ends of lines stay."""
    if text.isprintable():
        return text
    return "".join(each for each in text if each in _KEPT or not _is_control(each))


def _is_control(character: str) -> bool:
    code = ord(character)
    is_none = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return is_none or unicodedata.category(character) in ("Cc", "Cs")
