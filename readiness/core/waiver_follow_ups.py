"""A waiver that runs is asked for again: which one takes its place, and since when it is waived at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from readiness.core.waivers import Decision, Waiver


@dataclass(frozen=True, slots=True)
class Granted:
    """A waiver of a review and when it was granted first, None if it never was."""

    waiver: Waiver
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Followed:
    """`since` is when the first was granted of those that follow each other without a gap.

    `earlier` and `later` are the numbers of the one that it takes the place of, and of the one
    that took its place; or of those that would, while the later waits for its decision.
    """

    waiver: Waiver
    since: datetime | None
    earlier: int | None = None
    later: int | None = None


def follow(every: Sequence[Granted]) -> tuple[Followed, ...]:
    """Return the waivers of one review, oldest first: one that was granted anew runs no more."""
    found: dict[int, Followed] = {}
    for at, each in enumerate(every):
        after = _after(each, every[at + 1 :])
        before = next((one for one in found.values() if one.later == each.waiver.id), None)
        followed = Followed(
            replace(each.waiver, replaced_at=after.at if after else None),
            before.since if before and each.at else each.at,
            before.waiver.id if before else None,
            after.waiver.id if after else None,
        )
        found[each.waiver.id] = followed
    return tuple(found.values())


def _after(each: Granted, later: Sequence[Granted]) -> Granted | None:
    """Return the one that took its place while it ran, or the one that waits to do so."""
    if each.waiver.decision is not Decision.GRANTED or each.waiver.is_void or each.at is None:
        return None
    same = [one for one in later if one.waiver.question == each.waiver.question]
    granted = (one for one in same if one.at and each.at <= one.at < each.waiver.ends_at)
    waiting = (one for one in same if one.waiver.decision is None)
    return next(granted, None) or next(waiting, None)
