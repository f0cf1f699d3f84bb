"""Answers in JSON: RFC 9457 problem documents, in which the one good word never stands."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

JSON = "application/json"
PROBLEM = "application/problem+json"

#: Problem types are the same in every installation, so that a pipeline can compare them.
TYPE = "urn:readiness:problem:"

#: Returns a value as JSON in ASCII.
text_of = json.JSONEncoder(separators=(",", ":")).encode

_GOOD_WORD = re.compile("a(?=pproved)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no better answer: a code that never changes, and sentences for a person."""

    status: int
    code: str
    title: str
    detail: str
    more: Mapping[str, object] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()

    def body(self) -> bytes:
        document = {
            "type": f"{TYPE}{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        return without_the_good_word(f"{text_of(document)}\n").encode()


def without_the_good_word(text: str) -> str:
    """Spell "approved" with an escape: the same JSON, but no search in the text can find it."""
    return _GOOD_WORD.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text)
