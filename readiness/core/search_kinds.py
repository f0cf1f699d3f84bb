"""What can be searched, and which of it an entry of the ledger has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a text is about, in the order in which a page shows them."""

    SERVICE = "service"
    REVIEW = "review"
    QUESTION = "question"
    ANSWER = "answer"
    EVIDENCE = "evidence"
    COMMENT = "comment"
    WAIVER = "waiver"
    ACTION_ITEM = "action_item"


LABELS: Mapping[Kind, str] = {
    Kind.SERVICE: "Services",
    Kind.REVIEW: "Reviews",
    Kind.QUESTION: "Checklist questions",
    Kind.ANSWER: "Answers",
    Kind.EVIDENCE: "Evidence",
    Kind.COMMENT: "Comments",
    Kind.WAIVER: "Waivers",
    Kind.ACTION_ITEM: "Action items",
}


class Noun(StrEnum):
    """What is read from its tables as one, and made anew as one."""

    SERVICE = "service"
    REVIEW = "review"
    ANSWERS = "answers"  # every answer of a review
    ANSWER = "answer"
    COMMENT = "comment"
    CHECKLIST = "checklist"
    WAIVER = "waiver"
    ACTION_ITEM = "action_item"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One thing whose texts are made together. `id` is its number, or the checklist's name.

    An answer is that of a `question` in the review `id`.
    """

    noun: Noun
    id: str
    question: str = ""

    @property
    def key(self) -> str:
        return ":".join(filter(None, (self.noun, self.id, self.question)))


@dataclass(frozen=True, slots=True)
class Entry:
    """As much of an entry of the ledger as tells what it changed."""

    event: str
    service: int | None
    review: int | None
    about: Mapping[str, object]


def concerned(entry: Entry) -> tuple[Subject, ...]:
    """Return what has to be made anew. An event that names nothing of this concerns no text."""
    noun, _, verb = entry.event.partition(".")
    if noun == "service":
        return _numbered(Noun.SERVICE, entry.service)
    if noun == "review":
        return _review(entry, verb)
    if noun in ("answer", "evidence"):
        question = str(entry.about.get("question") or "")
        return _numbered(Noun.ANSWER, entry.review, question) if question else ()
    if noun == "checklist":
        return (Subject(Noun.CHECKLIST, str(entry.about.get("checklist"))),)
    if noun in _BY_NUMBER:
        known, place = _BY_NUMBER[noun]
        return _numbered(known, entry.about.get(place))
    return ()


#: What an entry names by a number of its own, and under which name.
_BY_NUMBER: Mapping[str, tuple[Noun, str]] = {
    "comment": (Noun.COMMENT, "comment"),
    "waiver": (Noun.WAIVER, "waiver"),
    "action_item": (Noun.ACTION_ITEM, "item"),
}


def _review(entry: Entry, verb: str) -> tuple[Subject, ...]:
    """Return the review, and its answers where another version may word their questions anew."""
    found = _numbered(Noun.REVIEW, entry.review)
    if verb in ("applied", "unapplied"):
        found += _numbered(Noun.ANSWERS, entry.review)
    return found


def _numbered(noun: Noun, id_: object, question: str = "") -> tuple[Subject, ...]:
    return () if id_ is None else (Subject(noun, str(id_), question),)
