"""A number against its limits, and a day against the age it may have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from readiness.core.checklists import DateAge, Number
from readiness.core.fields import Fields, shortest
from readiness.core.measures import MET, Measure, Why, unmet

NUMBER = ("number",)
DATE = ("date",)
LARGEST = 10**12 - 1
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def read_number(kind: Number, fields: Fields) -> dict[str, object]:
    """Return the number. It may be negative only where the question's minimum is."""
    lowest = -LARGEST if kind.minimum is not None and kind.minimum < 0 else 0
    return {"number": fields.decimal("number", "The number", lowest, LARGEST)}


def read_date(fields: Fields, today: date | None) -> dict[str, object]:
    typed = fields.text("date", "The date")
    if typed and (day := day_of(typed)) is None:
        fields.refuse(
            "date", f"The date must be a day such as 2026-10-01, from {FIRST_DAY.year} on."
        )
    elif typed and today and day and is_future(day, today):
        fields.refuse("date", "The date must not be in the future.")
    else:
        return {"date": typed}
    return {"date": ""}


def day_of(typed: str) -> date | None:
    """Return the day, None if it is not written as one or lies outside of what is accepted."""
    if not _DAY.fullmatch(typed):
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def is_future(day: date, today: date) -> bool:
    """Say whether the day has begun nowhere yet; `today` is that of UTC."""
    return day > today + timedelta(days=1)


def missing(field: str, answer: Mapping[str, object]) -> tuple[str, ...]:
    return () if answer[field] else (f"Give the {field}.",)


def measure_number(kind: Number, answer: Mapping[str, object]) -> Measure:
    number = Decimal(str(answer["number"]))
    if kind.maximum is not None and number > kind.maximum:
        limit = f"at most {_with_unit(kind, kind.maximum)} is accepted"
        return unmet(Why.OVER_LIMIT, f"It is {_with_unit(kind, number)}; {limit}.")
    if kind.minimum is not None and number < kind.minimum:
        limit = f"at least {_with_unit(kind, kind.minimum)} is asked for"
        return unmet(Why.UNDER_LIMIT, f"It is {_with_unit(kind, number)}; {limit}.")
    return MET


def _with_unit(kind: Number, number: Decimal) -> str:
    return f"{shortest(number)} {kind.unit}".rstrip()


def measure_date(kind: DateAge, answer: Mapping[str, object], as_of: date) -> Measure:
    day = date.fromisoformat(str(answer["date"]))
    age = (as_of - day).days
    if is_future(day, as_of):
        return unmet(Why.IN_FUTURE, f"{day} is still to come; only what has been done counts.")
    if age > kind.max_age_days:
        limit = f"at most {kind.max_age_days:,} days are accepted"
        return unmet(Why.TOO_OLD, f"{day} is {age:,} days ago; {limit}.")
    return MET
