"""What the gate says of a service now, read from the stored segment for people to see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from readiness.core.plain import Plain, mappings, optional_whole, text
from readiness.core.reasons import Code
from readiness.store.verdicts import Segment

#: Reasons that are an unmet blocker each.
BLOCKERS = frozenset({Code.BLOCKER_UNMET, Code.WAIVER_ENDED, Code.RULE_FAILED})


@dataclass(frozen=True, slots=True)
class Shown:
    """A reason as a page shows it."""

    code: str
    sentence: str
    turn: str
    href: str


@dataclass(frozen=True, slots=True)
class RunningWaiver:
    question: str
    ends_at: datetime
    href: str


@dataclass(frozen=True, slots=True)
class StandingVerdict:
    """`kind` is approved, blocked, not_enforced, or unknown where nothing is stored.

    `closes_at` is when a gate that is open now will close.
    """

    kind: str
    review: int | None = None
    tenths: int | None = None
    reasons: tuple[Shown, ...] = ()
    waivers: tuple[RunningWaiver, ...] = ()
    closes_at: datetime | None = None

    @property
    def blockers(self) -> int:
        """Return how many blockers are among the reasons, as the page of the review counts them."""
        return sum(each.code in BLOCKERS for each in self.reasons)

    @property
    def gates(self) -> int:
        """Return how many gates wait, by the reasons."""
        return sum(each.code.startswith("gate_") for each in self.reasons)


def read(segment: Segment | None, closes_at: datetime | None) -> StandingVerdict:
    if segment is None:
        return StandingVerdict("unknown")
    body: Plain = json.loads(segment.body)
    return StandingVerdict(
        kind=segment.verdict if segment.enforced else "not_enforced",
        review=optional_whole(body, "review"),
        tenths=optional_whole(body, "score"),
        reasons=reasons_in(segment.body),
        waivers=tuple(_waiver(plain) for plain in mappings(body, "waivers")),
        closes_at=closes_at if segment.verdict == "approved" else None,
    )


def reasons_in(body: str) -> tuple[Shown, ...]:
    return tuple(_shown(plain) for plain in mappings(json.loads(body), "reasons"))


def _shown(plain: Plain) -> Shown:
    return Shown(
        text(plain, "code"), text(plain, "sentence"), text(plain, "turn"), text(plain, "path")
    )


def _waiver(plain: Plain) -> RunningWaiver:
    ends_at = datetime.fromisoformat(text(plain, "ends_at"))
    return RunningWaiver(text(plain, "question"), ends_at, text(plain, "path"))
