"""Whose turn it is in a thread of comments: of whom it names, or of the other side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from readiness.core.listings import in_words


class Became(StrEnum):
    RESOLVED = "resolved"
    REOPENED = "reopened"


class Side(StrEnum):
    NOBODY = "nobody"  # it is resolved
    PEOPLE = "people"
    TEAM = "the service's team"
    REVIEWERS = "the reviewers"


@dataclass(frozen=True, slots=True)
class Word:
    """A comment: by whom, and whom its newest text names. Later ones have a higher `id`.

    `added` are whom an edit named, each with the newest comment of the thread by then.
    """

    id: int
    by: int
    mentions: frozenset[int] = frozenset()
    added: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turned:
    """The thread was resolved or reopened when the comment `up_to` was its newest."""

    became: Became
    by: int
    up_to: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Who acts next. `people` are the ones who are asked; of a whole side it names none."""

    side: Side
    people: frozenset[int] = frozenset()


RESTS = Turn(Side.NOBODY)


def is_open(turned: Sequence[Turned]) -> bool:
    return not turned or turned[-1].became is Became.REOPENED


def turn(
    words: Sequence[Word], turned: Sequence[Turned], team: Collection[int], gone: Collection[int]
) -> Turn:
    """Return who acts next in the thread, oldest words first.

    `team` are the members of the service's team, `gone` who cannot sign in any more. Whoever is
    named is asked until they write, or the thread is resolved. Then the side is asked that did
    not speak last; reopening is speaking.
    """
    if not is_open(turned):
        return RESTS
    asked = _asked(words, turned) - set(gone)
    if asked:
        return Turn(Side.PEOPLE, asked)
    if last_speaker(words, turned) not in team:
        return Turn(Side.TEAM)
    return Turn(Side.REVIEWERS, frozenset(word.by for word in words) - {*team, *gone})


def _asked(words: Sequence[Word], turned: Sequence[Turned]) -> frozenset[int]:
    settled = max((each.up_to for each in turned if each.became is Became.RESOLVED), default=0)
    added = [(up_to, who, word.by) for word in words for who, up_to in word.added.items()]
    asked: set[int] = set()
    for word in words:
        if word.id > settled:
            asked |= word.mentions
        asked.discard(word.by)
        if word.id > settled:
            asked |= {who for up_to, who, by in added if up_to == word.id and who != by}
    return frozenset(asked)


def last_speaker(words: Sequence[Word], turned: Sequence[Turned]) -> int:
    """Return who wrote last, or reopened the thread after that."""
    last = words[-1]
    if turned and turned[-1].up_to >= last.id:
        return turned[-1].by
    return last.by


def told(
    found: Turn, names: Mapping[int, str], *, team: str, reviewers: Sequence[str], reader: int
) -> str:
    """Return it as in "It is the turn of Bob and you". `reviewers` are the teams that sign."""
    if found.side is Side.NOBODY:
        return "Resolved"
    if found.side is Side.TEAM:
        return f"It is the turn of {team}"
    if found.people == {reader}:
        return "It is your turn"
    if found.people:
        others = sorted(names.get(each, "?") for each in found.people if each != reader)
        you = ["you"] if reader in found.people else []
        return f"It is the turn of {in_words([*others, *you])}"
    return f"It is the turn of {in_words(reviewers) or 'the reviewers'}"
