"""What goes with a vote that its author takes back: nothing older of theirs counts again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from readiness.core.signoffs import Choice, Vote


@dataclass(frozen=True, slots=True)
class Remains:
    """`votes` still stand. Approvals up to the vote `cleared` count no more, whoever gave them."""

    votes: tuple[Vote, ...]
    cleared: int


def without(votes: Iterable[Vote], taken_back: Mapping[int, int | None]) -> Remains:
    """Return what remains of a gate's votes, of which some were taken back.

    `taken_back` holds for each of these what `reaches` said then.
    """
    given = tuple(votes)
    back = [each for each in given if each.id in taken_back]
    gone = {each.id for each in back}
    for each in back:
        if taken_back[each.id] is not None:
            gone |= {other.id for other in given if _is_earlier(other, each)}
    cleared = max((taken_back[each.id] or 0 for each in back), default=0)
    return Remains(tuple(each for each in given if each.id not in gone), cleared)


def _is_earlier(other: Vote, vote: Vote) -> bool:
    return other.person == vote.person and other.id < vote.id


def reaches(choice: Choice, beside: Collection[int], *, is_approved: bool) -> int | None:
    """Return up to which vote the gate's approvals go with one that is taken back now, 0 for none.

    `beside` are the votes that it stood beside. Otherwise a gate that a refusal or a request
    holds, now or once the same is sent again, would be signed by taking that back. Nothing goes
    with it, None, on an approved review: what its approval rests on stays.
    """
    if is_approved:
        return None
    return 0 if choice is Choice.APPROVE else max(beside, default=0)
