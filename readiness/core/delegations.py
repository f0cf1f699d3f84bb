"""Whom a question is handed to: what was said of the question itself goes before its area."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from readiness.core.checklists import Checklist, GateRule, Question

LONGEST_NOTE = 1000


class Handing(Protocol):
    """As it is kept: `question` is empty where a whole area was handed, `person_id` None where
    it was taken back.
    """

    id: int
    area: str
    question: str
    person_id: int | None
    wished_on: date | None


Row = TypeVar("Row", bound=Handing)


@dataclass(frozen=True, slots=True)
class Place:
    """What can be handed: an area, or one question of it."""

    area: str
    question: str = ""

    @property
    def id(self) -> str:
        return self.question or self.area


def place(checklist: Checklist, id_: str) -> Place | None:
    """Return the area or the question of that id, None where there is neither."""
    if any(area.id == id_ for area in checklist.areas):
        return Place(id_)
    found = next((each for each in checklist.questions if id_ in each.ids), None)
    return Place(found.area, found.id) if found else None


def of_area(rows: Iterable[Row], area: str) -> Row | None:
    """Return the newest row of the area as a whole, if it is with somebody."""
    return _held(row for row in rows if not row.question and row.area == area)


def of_question(rows: Collection[Row], ids: Collection[str], area: str) -> Row | None:
    """Return the row that counts for a question of these ids: its own, or else its area's."""
    return _held(row for row in rows if row.question in ids) or of_area(rows, area)


def _held(rows: Iterable[Row]) -> Row | None:
    newest = max(rows, key=lambda row: row.id, default=None)
    return newest if newest is not None and newest.person_id is not None else None


def of_place(rows: Collection[Row], checklist: Checklist, where: Place) -> Row | None:
    if not where.question:
        return of_area(rows, where.area)
    ids = next(each.ids for each in checklist.questions if each.id == where.question)
    return of_question(rows, ids, where.area)


def with_person(rows: Collection[Row], questions: Iterable[Question], person: int) -> set[str]:
    """Return which of the questions this person was asked to answer."""
    counting = ((each.id, of_question(rows, each.ids, each.area)) for each in questions)
    return {id_ for id_, row in counting if row is not None and row.person_id == person}


def cannot_sign(
    gates: Iterable[GateRule], teams: Collection[str], areas: Collection[str]
) -> tuple[GateRule, ...]:
    """Return the gates of these teams that whoever answers in these areas cannot sign any more."""
    return tuple(
        gate for gate in gates if gate.team in teams and not set(gate.areas).isdisjoint(areas)
    )


def days_old(at: datetime, now: datetime) -> int:
    return max(0, (now - at).days)


def open_wish(rows: Collection[Row], left: Iterable[Question]) -> date | None:
    """Return the first day that is wished for any of these questions, which are still open."""
    held = (of_question(rows, each.ids, each.area) for each in left)
    return min((row.wished_on for row in held if row and row.wished_on), default=None)


def is_late(wished: date | None, now: datetime, zone: str) -> bool:
    """Return whether the wished day is over in that time zone."""
    return wished is not None and wished < now.astimezone(ZoneInfo(zone)).date()
