"""How much of the evidence behind an answer counts, by its end and the day that each piece is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.core.checklists import Question
from readiness.core.handovers import said
from readiness.core.quantities import day_of, is_future

#: From so many days before its end on a piece is marked.
SOON_DAYS = 14
WRITTEN = "The day must be written such as 2026-10-01."

Piece = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Proof:
    """How many pieces count; `aged` says why those that are attached do not."""

    counted: int
    aged: str = ""


def weigh(question: Question, pieces: Iterable[Piece], as_of: date) -> Proof:
    """Return what counts on that day: what has not ended, and is young enough where that matters."""
    attached, limit = tuple(pieces), question.evidence_max_age_days
    running = tuple(piece for piece in attached if not has_ended(piece, as_of))
    if attached and not running:
        return Proof(0, _ended(attached))
    if limit is None:
        return Proof(len(running))
    days = [day for piece in running if (day := _day(piece, as_of)) is not None]
    counted = sum((as_of - day).days <= limit for day in days)
    if counted or not running:
        return Proof(counted)
    return Proof(0, _aged(limit, max(days, default=None), as_of))


def has_ended(piece: Piece, as_of: date) -> bool:
    """Return whether it does not count any more: from the day of its end on."""
    until = _until(piece)
    return until is not None and until <= as_of


def ends_soon(piece: Piece, as_of: date) -> bool:
    until = _until(piece)
    return until is not None and as_of < until <= as_of + timedelta(days=SOON_DAYS)


def refusal(dated: str, today: date) -> str:
    """Return why evidence cannot be of that day, or nothing; it may be of no day."""
    day = day_of(dated)
    if dated and day is None:
        return WRITTEN
    return "Evidence cannot be of a day to come." if day and is_future(day, today) else ""


def end_refusal(until: str, today: date) -> str:
    """Return why evidence cannot end on that day, or nothing; it may have no end."""
    day = day_of(until)
    if until and day is None:
        return WRITTEN
    return "Evidence can only end on a day to come." if day and day <= today else ""


def _day(piece: Piece, as_of: date) -> date | None:
    day = day_of(str(piece.get("dated", "")))
    return None if day is None or is_future(day, as_of) else day


def _until(piece: Piece) -> date | None:
    return day_of(str(piece.get("until", "")))


def _ended(pieces: Iterable[Piece]) -> str:
    last = max(until for piece in pieces if (until := _until(piece)))
    return f"The evidence counted until {said(last)} and has ended; attach newer evidence."


def _aged(limit: int, newest: date | None, as_of: date) -> str:
    accepted = f"evidence may be at most {limit:,} days old"
    if newest is None:
        return f"No evidence says of which day it is; {accepted}."
    return (
        f"The newest evidence is of {said(newest)}, {(as_of - newest).days:,} days ago; {accepted}."
    )
