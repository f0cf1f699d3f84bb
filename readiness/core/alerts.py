"""Pager alerts: whether people can live with how often they are called, and for what."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TypedDict, cast

from readiness.core.checklists import Alerts
from readiness.core.fields import HIGHEST_COUNT, Fields, shortest
from readiness.core.measures import MET, Measure, Why, unmet

PAYLOAD = ("rows", "none")
TYPES = ("symptom", "cause", "noise")
_NONE = "There are no pager alerts, so nobody would be told that it is down."


class Row(TypedDict):
    alert: str
    type: str
    pages: str
    actionable: bool


def read(fields: Fields) -> dict[str, object]:
    """Return the rows that hold anything. `pages` are pages a week, also fractions of one."""
    rows = [row for row in map(_row, fields.rows("rows")) if any(row.values())]
    return {"rows": rows, "none": fields.flag("none", "“No pager alerts”")}


def _row(fields: Fields) -> Row:
    row = Row(
        alert=fields.name("alert", "The alert's name"),
        type=fields.one_of("type", "The type", TYPES),
        pages=fields.decimal("pages", "Pages a week", 0, HIGHEST_COUNT),
        actionable=fields.flag("actionable", "Actionable"),
    )
    fields.refuse_others()
    return row


def missing(answer: Mapping[str, object]) -> tuple[str, ...]:
    rows = cast("list[Row]", answer["rows"])
    if answer["none"]:
        return ("Take out the alerts, or the tick at “no pager alerts”.",) if rows else ()
    if not rows:
        return ("List the pager alerts, or say that there are none.",)
    return tuple(f"Alert {at}: {lack}." for at, row in enumerate(rows, 1) for lack in _lacks(row))


def _lacks(row: Row) -> list[str]:
    wanted = (
        ("give it a name", row["alert"]),
        ("say what type it is", row["type"]),
        ("give its pages a week", row["pages"]),
    )
    return [lack for lack, value in wanted if not value]


def measure(kind: Alerts, answer: Mapping[str, object]) -> Measure:
    """Return ceiling / pages x actionable share / required share, neither factor above 1."""
    rows = cast("list[Row]", answer["rows"])
    if not rows:
        return unmet(Why.NO_ALERTS, _NONE)
    pages = sum((Fraction(row["pages"]) for row in rows), Fraction())
    ceiling, required = Fraction(kind.pages_per_week), Fraction(kind.actionable_percent, 100)
    share = _actionable_share(rows, pages)
    if pages <= ceiling and share >= required:
        return MET
    frequency = ceiling / pages if pages > ceiling else Fraction(1)
    usefulness = share / required if share < required else Fraction(1)
    why = Why.OVER_LIMIT if pages > ceiling else Why.NOT_ACTIONABLE
    return unmet(why, _sentence(kind, rows, share), frequency * usefulness)


def _actionable_share(rows: list[Row], pages: Fraction) -> Fraction:
    """Return the share of pages, or of alerts where none of them pages, that need action."""
    actionable = [row for row in rows if row["actionable"]]
    if not pages:
        return Fraction(len(actionable), len(rows))
    return sum((Fraction(row["pages"]) for row in actionable), Fraction()) / pages


def _sentence(kind: Alerts, rows: list[Row], share: Fraction) -> str:
    pages = sum((Decimal(row["pages"]) for row in rows), Decimal())
    things = "pages" if pages else "alerts"
    told = []
    if pages > kind.pages_per_week:
        most = shortest(kind.pages_per_week)
        told.append(f"{shortest(pages)} pages a week are expected; at most {most} may be.")
    if share * 100 < kind.actionable_percent:
        least = f"at least {kind.actionable_percent} % must"
        told.append(f"{floor(share * 100)} % of the {things} need action; {least}.")
    return " ".join(told)
