"""What a team owes by waivers that run: how many, how old, and the cap that policy may set."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from readiness.core.briefs import counted


@dataclass(frozen=True, slots=True)
class Debt:
    """`oldest_days` and `days`, the sum, count from when each was granted, in whole days."""

    number: int
    oldest_days: int
    days: int


def debt(granted: Iterable[datetime], now: datetime) -> Debt:
    """Return the debt of running waivers, by when each was first granted."""
    ages = [(now - at).days for at in granted]
    return Debt(len(ages), max(ages, default=0), sum(ages))


def why_too_many(team: str, running: Collection[str], most: int | None) -> str:
    """Return the sentence why the team may have no further waiver, naming those running."""
    if most is None or len(running) < most:
        return ""
    if not most:
        return "This checklist allows no waivers at all."
    named = "; ".join(running)
    return (
        f"{team} may have {counted(most, 'waiver')} running at once. "
        f"One of these has to end first: {named}"
    )
