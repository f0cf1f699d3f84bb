"""Days off as people write them down, and how long a team may be away at a stretch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from readiness.core.errors import BadInput
from readiness.core.working_days import Calendar

#: So many days may follow each other without a working day, as what ends waits for one.
LONGEST_PAUSE = 21
LONGEST_NAME = 100
MOST = 500
YEARS_BACK, YEARS_AHEAD = 1, 5

NOT_SAVED = "No holiday was added."
_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})[\s,;:]+(.+)")
_DAY = timedelta(days=1)


def read(text: str, *, today: date) -> Mapping[date, str]:
    """Return the name of each day, one a line. Raises BadInput that tells what is wrong where."""
    found: dict[date, str] = {}
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            day, name = _read_line(line.strip(), today)
            found[day] = name
        except ValueError as fault:
            faults.append(f"Line {number}: {fault}")
    if not found and not faults:
        faults.append("Write a day and a name, as in 2026-12-25 Christmas.")
    if faults:
        more = f" And {len(faults) - 3} more." if len(faults) > 3 else ""
        raise BadInput(NOT_SAVED, {"holidays": " ".join(faults[:3]) + more})
    return found


def _read_line(line: str, today: date) -> tuple[date, str]:
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise ValueError("write a day and a name, as in 2026-12-25 Christmas.")
    try:
        day = date.fromisoformat(parts[1])
    except ValueError as error:
        raise ValueError(f"there is no day {parts[1]}.") from error
    if not today.year - YEARS_BACK <= day.year <= today.year + YEARS_AHEAD:
        raise ValueError(f"{day.year} is too far away.")
    name = " ".join(parts[2].split())
    if len(name) > LONGEST_NAME:
        raise ValueError(f"a name takes at most {LONGEST_NAME} characters.")
    return day, name


def too_long_away(calendar: Calendar) -> date | None:
    """Return the day on which a pause begins that is too long, if there is one."""
    for day in sorted(calendar.holidays):
        first = day
        while not calendar.is_working(first - _DAY):
            first -= _DAY
        last = first
        while (last - first).days <= LONGEST_PAUSE and not calendar.is_working(last):
            last += _DAY
        if (last - first).days > LONGEST_PAUSE:
            return first
    return None
