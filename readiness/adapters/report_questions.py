"""The areas and questions of a snapshot as a report prints them, numbered, and linked if named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.adapters import report_answers
from readiness.adapters.report_comments import comments
from readiness.adapters.report_text import day, is_web_address, moment, points
from readiness.adapters.report_values import (
    Area,
    Count,
    Evidence,
    Mention,
    Question,
    Status,
)
from readiness.core.files import size_in_words
from readiness.core.plain import Plain, flag, mapping, mappings, optional_whole, text, whole

STANDINGS = {
    "met": Status("met", "Met"),
    "partly": Status("partly", "Partly met"),
    "unmet": Status("unmet", "Not met"),
    "open": Status("open", "Open"),
    "not_applicable": Status("none", "Does not apply"),
}
_SAYS_IT_ALL = frozenset({"met", "not_applicable"})


@dataclass(frozen=True, slots=True)
class Index:
    """Where each question stands: its number by its id, and the ids that something links to.

    `files` is what is known of the files that are evidence, by their digests.
    """

    numbers: Mapping[str, str]
    texts: Mapping[str, str]
    linked: frozenset[str]
    files: Plain

    def mention(self, question: str) -> Mention:
        """Return a reference; one to a question that is asked no longer has its id for a text."""
        number = self.numbers.get(question, "")
        anchor = anchor_of(number) if number else ""
        return Mention(number, anchor, self.texts.get(question, question))


def anchor_of(number: str) -> str:
    return f"q{number.replace('.', '-')}"


def index(snapshot: Plain) -> Index:
    asked = [
        (f"{at}.{position}", question)
        for at, area in enumerate(_asked_areas(snapshot), 1)
        for position, question in enumerate(mappings(area, "questions"), 1)
    ]
    return Index(
        {text(question, "id"): number for number, question in asked},
        {text(question, "id"): text(question, "text") for _, question in asked},
        frozenset(_linked(snapshot, [question for _, question in asked])),
        mapping(snapshot, "files") if "files" in snapshot else {},
    )


def _asked_areas(snapshot: Plain) -> list[Plain]:
    """Return the areas of which anything is asked."""
    return [area for area in mappings(snapshot, "areas") if mappings(area, "questions")]


def _linked(snapshot: Plain, questions: list[Plain]) -> set[str]:
    lost = {text(loss, "question") for loss in mappings(mapping(snapshot, "score"), "losses")}
    waived = {text(waiver, "question") for waiver in mappings(snapshot, "waivers")}
    return lost | waived | {text(each, "id") for each in questions if blocks_launch(each)}


def blocks_launch(question: Plain) -> bool:
    """Return whether the question stops a launch unless it is waived."""
    return flag(question, "blocks") and text(question, "standing") not in _SAYS_IT_ALL


def areas(snapshot: Plain, found: Index) -> tuple[Area, ...]:
    scores = {text(each, "area"): each for each in mappings(mapping(snapshot, "score"), "areas")}
    return tuple(
        _area(number, area, scores[text(area, "area")], found)
        for number, area in enumerate(_asked_areas(snapshot), 1)
    )


def _area(number: int, area: Plain, score: Plain, found: Index) -> Area:
    tenths = optional_whole(score, "tenths")
    return Area(
        number=number,
        anchor=f"area-{number}",
        title=text(area, "title"),
        points=points(tenths),
        percent=None if tenths is None else tenths / 10,
        answered=whole(score, "answered"),
        asked=whole(score, "asked"),
        questions=tuple(_question(each, found) for each in mappings(area, "questions")),
    )


def _question(plain: Plain, found: Index) -> Question:
    id_, standing = text(plain, "id"), text(plain, "standing")
    number = found.numbers[id_]
    given = mapping(plain, "answer") if plain["answer"] is not None else None
    return Question(
        number=number,
        anchor=anchor_of(number) if id_ in found.linked else "",
        id=id_,
        text=text(plain, "text"),
        why=text(plain, "why"),
        weight=whole(plain, "weight"),
        blocks=flag(plain, "blocks"),
        status=STANDINGS[standing],
        grade="" if standing in _SAYS_IT_ALL else text(plain, "grade"),
        answer=report_answers.answer(mapping(plain, "answer_type"), given),
        evidence=tuple(_evidence(each, found.files) for each in mappings(plain, "evidence")),
        answered=who_and_when(plain, "answered"),
        comments=comments(plain),
    )


def who_and_when(plain: Plain, verb: str) -> str:
    """Return "Alice, 20 November 2026, 09:14 UTC", or nothing if nobody did it."""
    if plain[f"{verb}_by"] is None:
        return ""
    return f"{text(plain, f'{verb}_by')}, {moment(text(plain, f'{verb}_at'))}"


def _evidence(plain: Plain, files: Plain) -> Evidence:
    """Return a piece in words. Of what was stored before there were files, it is a link."""
    url = text(plain, "url") if "url" in plain else ""
    days = (("as of", "dated"), ("added", "added"), ("counts until", "until"))
    told = [f"{word} {day(text(plain, key))}" for word, key in days if key in plain]
    description = ", ".join([text(plain, "description"), *told])
    return Evidence(url, description, is_web_address(url), _file(plain, files))


def _file(plain: Plain, files: Plain) -> str:
    """Return name, size and whole digest of the file, or nothing."""
    if "file" not in plain:
        return ""
    sha256 = text(plain, "file")
    known = mapping(files, sha256) if sha256 in files else None
    size = f", {size_in_words(whole(known, 'size'))}" if known else ""
    return f"{text(plain, 'name')}{size}, SHA-256 {sha256}"


def counts(found: tuple[Area, ...]) -> tuple[Count, ...]:
    """Return how many questions stand how, without the standings that none has."""
    statuses = [question.status for area in found for question in area.questions]
    return tuple(
        Count(status, statuses.count(status)) for status in STANDINGS.values() if status in statuses
    )
