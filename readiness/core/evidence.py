"""How much of the evidence behind an answer counts, by the day that each piece is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.core.checklists import Question
from readiness.core.quantities import day_of, is_future


@dataclass(frozen=True, slots=True)
class Proof:
    """How many pieces count; `aged` says why those that are attached do not."""

    counted: int
    aged: str = ""


def weigh(question: Question, pieces: Iterable[Mapping[str, object]], as_of: date) -> Proof:
    """Return what counts on that day. Without a limit of age everything does."""
    attached, limit = tuple(pieces), question.evidence_max_age_days
    if limit is None:
        return Proof(len(attached))
    days = [day for piece in attached if (day := _day(piece, as_of)) is not None]
    counted = sum((as_of - day).days <= limit for day in days)
    if counted or not attached:
        return Proof(counted)
    return Proof(0, _aged(limit, max(days, default=None), as_of))


def refusal(dated: str, today: date) -> str:
    """Return why evidence cannot be of that day, or nothing; it may be of no day."""
    day = day_of(dated)
    if dated and day is None:
        return "The day must be written such as 2026-10-01."
    return "Evidence cannot be of a day to come." if day and is_future(day, today) else ""


def _day(piece: Mapping[str, object], as_of: date) -> date | None:
    day = day_of(str(piece.get("dated", "")))
    return None if day is None or is_future(day, as_of) else day


def _aged(limit: int, newest: date | None, as_of: date) -> str:
    accepted = f"evidence may be at most {limit:,} days old"
    if newest is None:
        return f"No evidence says of which day it is; {accepted}."
    return f"The newest evidence is of {newest}, {(as_of - newest).days:,} days ago; {accepted}."
