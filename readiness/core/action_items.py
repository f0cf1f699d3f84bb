"""How an item of work that is owed stands, what can become of it, and when it blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: So many days after its launch a service answers what could not be known before.
DAYS_AFTER_LAUNCH = 30
LONGEST_TITLE, LONGEST_LINK, LONGEST_REASON = 300, 2000, 4000


class Origin(StrEnum):
    BY_HAND = "by_hand"
    WAIVER = "waiver"
    QUESTION = "question"


class Move(StrEnum):
    CHANGED = "changed"
    DONE = "done"
    REOPENED = "reopened"
    DROPPED = "dropped"


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


AFTER = {
    None: State.OPEN,
    Move.CHANGED: State.OPEN,
    Move.DONE: State.DONE,
    Move.REOPENED: State.OPEN,
    Move.DROPPED: State.DROPPED,
}
MOVES = {
    (State.OPEN, Move.CHANGED),
    (State.OPEN, Move.DONE),
    (State.OPEN, Move.DROPPED),
    (State.DONE, Move.REOPENED),
    (State.DROPPED, Move.REOPENED),
}
#: Moves that have to say why.
NEED_A_REASON = frozenset({Move.CHANGED, Move.REOPENED, Move.DROPPED})


@dataclass(frozen=True, slots=True)
class Item:
    """As the newest move left it; `last` is None before the first. A waiver may rest on it."""

    id: int
    title: str
    owner: int | None
    due_on: date
    before_launch: bool
    last: Move | None = None
    for_waiver: bool = False

    @property
    def state(self) -> State:
        return AFTER[self.last]

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def blocks(self) -> bool:
        return self.before_launch and self.is_open

    @property
    def is_promised(self) -> bool:
        """Return whether a launch may go ahead only because somebody relies on this."""
        return self.before_launch or self.for_waiver

    def is_overdue(self, today: date) -> bool:
        """Return whether its day is over. On the day itself there is still time."""
        return self.is_open and today > self.due_on

    def can(self, move: Move) -> bool:
        return (self.state, move) in MOVES


def blocking(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items that stop the launch, the first due first."""
    return tuple(sorted((each for each in items if each.blocks), key=lambda e: (e.due_on, e.id)))


def why_not(item: Item, move: Move, *, is_launched: bool) -> str:
    """Return the sentence why it cannot be made now, or nothing."""
    if not item.can(move):
        verbs = {Move.CHANGED: "changed", Move.DONE: "done again"}
        return f"An item that is {item.state} cannot be {verbs.get(move, move.value)}."
    if move is Move.REOPENED and item.before_launch and is_launched:
        return "The launch has happened. Add a new item, due after it."
    return ""


def why_not_drop(item: Item, *, profits: bool) -> str:
    """Return the sentence why this person cannot drop it, or nothing.

    Who belongs to the team that wants to launch would profit from dropping what the launch or a
    waiver rests on.
    """
    if not (item.is_promised and profits):
        return ""
    why = "is to be done before the launch" if item.before_launch else "is what a waiver rests on"
    return (
        f"This item {why}, so your team cannot drop it. "
        "A launch coordinator of another team can, or whoever added it from outside your team."
    )


def faults_of(title: str, link: str) -> dict[str, str]:
    """Return what is wrong with what is to be done, by field."""
    faults = {}
    if not 1 <= len(title) <= LONGEST_TITLE:
        faults["title"] = f"Say what is to be done, in at most {LONGEST_TITLE} characters."
    if link and not link.startswith(("https://", "http://")):
        faults["link"] = "A link starts with https:// or http://."
    if len(link) > LONGEST_LINK:
        faults["link"] = f"A link takes at most {LONGEST_LINK} characters."
    return faults


def reason_fault(move: Move, reason: str) -> str:
    """Return what is wrong with the reason given for a move, or nothing."""
    if move in NEED_A_REASON and not reason:
        return "Say why, for those who read it later."
    if len(reason) > LONGEST_REASON:
        return f"A reason takes at most {LONGEST_REASON:,} characters."
    return ""
