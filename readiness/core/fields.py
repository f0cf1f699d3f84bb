"""Reading what a person gave, field by field: the normal form of each, and every fault at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

#: The field as a path (`rows.0.pages`, rows counted from 0) and a sentence fit for the person.
Fault = tuple[str, str]

LONGEST_TEXT = 2_000
LONGEST_NAME = 200
MOST_ROWS = 100
HIGHEST_COUNT = 1_000_000
_DECIMAL = re.compile(r"-?(?:[0-9]{1,12}(?:\.[0-9]{0,6})?|\.[0-9]{1,6})", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,12}", re.ASCII)
_INVISIBLE = ("Cc", "Cs")


class Fields:
    """The fields of one JSON object. Reading goes on after a fault, so that all are told together.

    A field that is not there, or null, reads as empty: a draft is saved as far as it got.
    """

    def __init__(self, raw: object, faults: list[Fault], path: str = "", where: str = "") -> None:
        self._raw: Mapping[object, object] = raw if isinstance(raw, Mapping) else {}
        self._faults = faults
        self._path = path
        self._where = where
        self._known: set[str] = set()
        if not isinstance(raw, Mapping):
            self._faults.append((path.rstrip("."), f"{where}This must be an object with fields."))

    def refuse(self, name: str, sentence: str) -> None:
        self._faults.append((self._path + name, self._where + sentence))

    def skip(self, *names: str) -> None:
        """Take these fields as known, whatever they hold."""
        self._known.update(names)

    def refuse_others(self) -> None:
        """Refuse each field that nothing has read."""
        for name in self._raw:
            if name not in self._known:
                self.refuse(str(name)[:LONGEST_NAME], "There is no such field in this answer.")

    def text(self, name: str, label: str, longest: int = LONGEST_TEXT) -> str:
        raw = self._take(name)
        if not isinstance(raw, str):
            self.refuse(name, f"{label} must be text.")
            return ""
        text = _tidy(raw)
        if len(text) > longest:
            self.refuse(name, f"{label} must be at most {longest:,} characters long.")
        return text

    def name(self, name: str, label: str) -> str:
        """Return a short text on one line."""
        return " ".join(self.text(name, label, LONGEST_NAME).split())

    def flag(self, name: str, label: str) -> bool:
        raw = self._take(name)
        if not isinstance(raw, bool) and raw != "":
            self.refuse(name, f"{label} must be true or false.")
        return raw is True

    def one_of(self, name: str, label: str, choices: Collection[str]) -> str:
        raw = self._take(name)
        if isinstance(raw, str) and (raw == "" or raw in choices):
            return raw
        self.refuse(name, f"{label} must be one of: {', '.join(choices)}.")
        return ""

    def count(self, name: str, label: str) -> int | str:
        """Return a whole number, or the empty text while there is none."""
        raw = self._take(name)
        typed = raw.strip() if isinstance(raw, str) else raw
        if typed == "":
            return ""
        is_whole = isinstance(typed, int) and not isinstance(typed, bool)
        if is_whole or (isinstance(typed, str) and _DIGITS.fullmatch(typed)):
            number = int(str(typed))
            if 0 <= number <= HIGHEST_COUNT:
                return number
        self.refuse(name, f"{label} must be a whole number from 0 to {HIGHEST_COUNT:,}.")
        return ""

    def decimal(self, name: str, label: str, lowest: int, highest: int) -> str:
        """Return a number in its shortest decimal form, or the empty text while there is none."""
        raw = self._take(name)
        typed = str(raw).strip()
        if typed == "":
            return ""
        if isinstance(raw, bool) or not _DECIMAL.fullmatch(typed):
            self.refuse(name, f"{label} must be a number such as 0.5.")
        elif not lowest <= Decimal(typed) <= highest:
            self.refuse(name, f"{label} must be from {lowest:,} to {highest:,}.")
        else:
            return shortest(Decimal(typed))
        return ""

    def inner(self, name: str) -> Fields:
        raw = self._take(name)
        empty: dict[str, object] = {}
        path = f"{self._path}{name}."
        return Fields(empty if raw == "" else raw, self._faults, path, self._where)

    def rows(self, name: str) -> Iterator[Fields]:
        raw = self._take(name)
        if raw == "":
            return
        if not isinstance(raw, list | tuple):
            self.refuse(name, "The rows must be a list.")
        elif len(raw) > MOST_ROWS:
            self.refuse(name, f"There can be at most {MOST_ROWS} rows.")
        else:
            for at, row in enumerate(raw):
                yield Fields(row, self._faults, f"{self._path}{name}.{at}.", f"Row {at + 1}: ")

    def _take(self, name: str) -> object:
        self._known.add(name)
        raw = self._raw.get(name)
        return "" if raw is None else raw


def shortest(number: Decimal) -> str:
    """Return the number without an exponent, needless zeros or a negative zero."""
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def _tidy(text: str) -> str:
    """Return the text trimmed and in NFC, without what can be neither seen nor stored."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in _INVISIBLE)
    return unicodedata.normalize("NFC", "".join(seen)).strip()
