"""A text that can be found, and how the best and newest ones come first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from readiness.core.search_kinds import Kind

#: Of a longer text the rest is not searched.
LONGEST = 20_000
#: What is so old counts half of what is new.
HALF_AFTER = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Text:
    """What a page shows of a find, and searches. `place` says where it stands, in words."""

    kind: Kind
    key: str
    service: int | None
    review: int | None
    address: str
    title: str
    place: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Find:
    """A text that has every word. `score` is the database's own, higher is better."""

    id: int
    kind: str
    score: float
    at: datetime


def best_first(finds: list[Find], now: datetime) -> list[Find]:
    """Return them by score, of which age takes up to a half, the newest first among equals."""
    return sorted(finds, key=lambda find: (_worth(find, now), find.at, find.id), reverse=True)


def _worth(find: Find, now: datetime) -> float:
    age = max(now - find.at, timedelta())
    return find.score * (1 + HALF_AFTER / (HALF_AFTER + age)) / 2
