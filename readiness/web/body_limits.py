"""How much is taken in or waited for at a time, by whom, and why something was not."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    CUT_OFF = "cut_off"
    NO_LENGTH = "no_length"
    TOO_MANY = "too_many"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    at_once: int
    #: Of one address or person, so that nobody alone can take every place.
    of_one: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds(Room):
    """How large a whole form may be, how long it may take, and how many are taken in at a time."""

    most_bytes: int
    seconds: float


#: All other bodies than those with files. They arrive at once, but for a very bad line. There is a
#: thread for each (`cli/serve.py`).
SMALL = Bounds(most_bytes=1024 * 1024, seconds=10.0, at_once=6, of_one=3)
#: Whoever waits for the store of files, which may be silent for a minute: a thread for each as well.
#: A browser asks for six pictures of a page at a time, and others still find a place.
STORE = Room(at_once=8, of_one=6)


class Places:
    """So many wait at a time, for a body or for the store, and fewer of one address or person."""

    def __init__(self, room: Room) -> None:
        self._room, self._taken = room, Counter[str]()
        self._changed = threading.Condition()

    def take(self, who: str, patience: float = 0.0) -> bool:
        """Return whether there was a place, or became one within so many seconds."""
        with self._changed:
            if not self._has_one(who):
                self._changed.wait_for(lambda: self._has_one(who), patience)
            if not self._has_one(who):
                return False
            self._taken[who] += 1
            return True

    def give_back(self, who: str) -> None:
        with self._changed:
            self._taken[who] -= 1
            self._taken += Counter()  # forgets whoever has none
            self._changed.notify_all()

    def _has_one(self, who: str) -> bool:
        is_free = self._taken.total() < self._room.at_once
        return is_free and self._taken[who] < self._room.of_one


def sender(environ: Mapping[str, object], proxies: int) -> str:
    """Return the address that the outermost of our own proxies saw, or the one of the connection."""
    told = [each.strip() for each in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    seen = told[-proxies] if 0 < proxies <= len(told) else ""
    return seen or str(environ.get("REMOTE_ADDR", ""))
