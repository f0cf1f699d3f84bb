"""The kinds of notices, and how each person hears of them by mail beside the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """In the order in which a person chooses. The first ones ask something of whoever gets them."""

    GATES = "gates"
    CHANGES = "changes"
    HANDED = "handed"
    THREADS = "threads"
    WAIVERS = "waivers"
    REMINDERS = "reminders"
    STOPS = "stops"
    ENDINGS = "endings"
    NEWS = "news"
    CUSTODY = "custody"
    CHECKLISTS = "checklists"


class Way(StrEnum):
    """How mail comes. The inbox has every notice, whatever is chosen."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Spoken:
    """`because` ends "You get this because ..."; `usual` is how it comes until one chooses."""

    title: str
    because: str
    usual: Way


KINDS: Mapping[Kind, Spoken] = {
    Kind.GATES: Spoken(
        "A gate waits for me",
        "a gate waits for you, or for your team.",
        Way.AT_ONCE,
    ),
    Kind.CHANGES: Spoken(
        "Reviewers ask my team for changes, or refuse",
        "reviewers ask something of your team.",
        Way.AT_ONCE,
    ),
    Kind.HANDED: Spoken(
        "Work is handed to me: questions, action items, a review to go along with",
        "something was handed to you.",
        Way.AT_ONCE,
    ),
    Kind.THREADS: Spoken(
        "Somebody mentions me, or it is my turn in a thread",
        "you were mentioned, or it is your turn in a thread.",
        Way.AT_ONCE,
    ),
    Kind.WAIVERS: Spoken(
        "A waiver waits for my decision",
        "you decide on waivers.",
        Way.AT_ONCE,
    ),
    Kind.REMINDERS: Spoken(
        "Something of mine is due or overdue",
        "something of yours is due.",
        Way.AT_ONCE,
    ),
    Kind.STOPS: Spoken(
        "A service of mine is stopped or let through out of turn",
        "you look after the service, or coordinate launches.",
        Way.AT_ONCE,
    ),
    Kind.ENDINGS: Spoken(
        "A waiver or an approval of my services ends soon",
        "your team owns the service.",
        Way.DAILY,
    ),
    Kind.NEWS: Spoken(
        "What became of my reviews, waivers and action items",
        "you take part in the review.",
        Way.DAILY,
    ),
    Kind.CUSTODY: Spoken(
        "A service of mine changes hands",
        "you look after the service.",
        Way.DAILY,
    ),
    Kind.CHECKLISTS: Spoken(
        "A checklist asks for less than before",
        "you coordinate launches.",
        Way.DAILY,
    ),
}

#: What a link in a mail can switch off besides one kind.
EVERYTHING = "everything"
SUMMARY = "summary"

#: Minutes after midnight at which the daily summary is made, where the person is.
USUAL_TIME = 8 * 60


def way(chosen: Mapping[str, str], kind: Kind) -> Way:
    return Way(chosen.get(kind, KINDS[kind].usual))


def switched_off(what: str, chosen: Mapping[str, str]) -> tuple[Kind, ...]:
    """Return the kinds that a link switches off, which still come by mail."""
    on = [kind for kind in Kind if way(chosen, kind) is not Way.OFF]
    if what == EVERYTHING:
        return tuple(on)
    if what == SUMMARY:
        return tuple(kind for kind in on if way(chosen, kind) is Way.DAILY)
    return tuple(kind for kind in on if kind == what)


def said(what: str) -> str:
    """Return what a link switches off, as in "Switch off these mails: ..."."""
    if what == EVERYTHING:
        return "every mail of Readiness"
    if what == SUMMARY:
        return "the daily summary"
    return KINDS[Kind(what)].title


def is_known(what: str) -> bool:
    return what in (EVERYTHING, SUMMARY, *Kind)
