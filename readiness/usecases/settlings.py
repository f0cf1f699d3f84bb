"""Which open asks are over by what happened: it is done, by whomever, or somebody else's to do now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from readiness.core import addresses
from readiness.core.briefs import GateBrief
from readiness.store import action_items
from readiness.store import notices as store
from readiness.store.notices import Notice
from readiness.usecases import told_people
from readiness.usecases.records import Record
from readiness.usecases.tidings import Around

TO_SIGN = ("gate.turn", "gate.stale", "gate.assigned", "gate.released", "gate.submitted")
DECIDED = ("waiver.granted", "waiver.refused", "waiver.withdrawn")
PLACED_ANEW = ("review.approved", "review.planned", "review.launched")
#: They say who still has to do what in the words of the item as it is now.
MOVED = ("action_item.changed", "action_item.done", "action_item.dropped", "action_item.reopened")


@dataclass(frozen=True)
class Settling:
    """What happened together. `anew` is who is asked by it once more, and where."""

    around: Around
    records: Sequence[Record]
    anew: Collection[tuple[int, str]] = ()

    def of(self, review: int | None, *events: str) -> Iterator[Record]:
        return (each for each in self.records if each.review == review and each.event in events)

    @cached_property
    def turns(self) -> Mapping[str, Collection[int]]:
        """Return whose turn it is now in each thread in which something was said or done."""
        spoken = {
            addresses.thread(each.review, thread): each
            for each in self.records
            for thread in [each.about.get("thread")]
            if each.review is not None and isinstance(thread, int)
        }
        return {place: told_people.of_turn(self.around, each) for place, each in spoken.items()}

    def gate(self, ask: Notice) -> GateBrief | None:
        """Return the gate to which it leads, None where the review has it no more."""
        subject = self.around.subjects[ask.review_id or 0]
        at = {addresses.gate(subject.review.id, each.id): each for each in subject.gates.values()}
        return at.get(ask.address)


def settled(settling: Settling) -> frozenset[int]:
    """Return the notices that ask, until now, for what their people need not do any more."""
    reviews = {each.review for each in settling.records if each.review is not None}
    asks = store.open_asks(settling.around.session, reviews)
    return frozenset(ask.id for ask in asks if _is_over(settling, ask))


def _is_over(settling: Settling, ask: Notice) -> bool:
    if any(settling.of(ask.review_id, "review.abandoned")):
        return not _is_owed(settling, ask)
    judge = _JUDGES.get(ask.event)
    return judge is not None and judge(settling, ask)


def _is_owed(settling: Settling, ask: Notice) -> bool:
    """Return whether it is about an action item that outlives a review which was given up."""
    if not ask.event.startswith("action_item."):
        return False
    void = action_items.before_launch_of(settling.around.session, ask.review_id or 0)
    return all(
        ask.address != addresses.action_item(item.review_id, item.id) for item, _move in void
    )


def _is_signed(settling: Settling, ask: Notice) -> bool:
    gate, around = settling.gate(ask), settling.around
    if gate is None or not gate.is_reviewers_turn or (ask.person_id, ask.address) in settling.anew:
        return True
    subject = around.subjects[ask.review_id or 0]
    return ask.person_id not in told_people.awaited(around, subject, gate.id)


def _is_not_late(settling: Settling, ask: Notice) -> bool:
    gate = settling.gate(ask)
    if gate is None or not gate.is_reviewers_turn:
        return True
    note = settling.around.subjects[ask.review_id or 0].notes.get(gate.id)
    return note is not None and ask.person_id in note.approved


def _is_answered(settling: Settling, ask: Notice) -> bool:
    gate = settling.gate(ask)
    again = (ask.person_id, ask.address) in settling.anew
    return gate is None or not gate.is_teams_turn or again


def _has_spoken(settling: Settling, ask: Notice) -> bool:
    """Each word is told by itself, so one that asks once more leaves the others to be read."""
    place = ask.address.partition("#")[0]
    turn = settling.turns.get(place)
    return turn is not None and ask.person_id not in turn


def _is_decided(settling: Settling, ask: Notice) -> bool:
    decided = settling.of(ask.review_id, *DECIDED)
    return any(addresses.waiver(_whole(each, "waiver")) == ask.address for each in decided)


def _has_moved(settling: Settling, ask: Notice) -> bool:
    moved = settling.of(ask.review_id, *MOVED)
    places = (addresses.action_item(each.review or 0, _whole(each, "item")) for each in moved)
    return ask.address in places


def _whole(record: Record, key: str) -> int:
    found = record.about.get(key)
    return found if isinstance(found, int) else 0


#: By what was told. What is handed, and what a waiver is asked for or leaves to be met, end with an
#: answer: `answered_asks`.
_JUDGES: Mapping[str, Callable[[Settling, Notice], bool]] = {
    **dict.fromkeys(TO_SIGN, _is_signed),
    "gate.overdue": _is_not_late,
    "gate.voted": _is_answered,
    **dict.fromkeys(("comment.made", "comment.edited", "thread.reopened"), _has_spoken),
    "waiver.asked": _is_decided,
    **dict.fromkeys(
        (
            "action_item.added",
            "action_item.changed",
            "action_item.reopened",
            "action_item.due",
        ),
        _has_moved,
    ),
    "launch.near": lambda settling, ask: any(settling.of(ask.review_id, *PLACED_ANEW)),
}
