"""What can still be reached, in a sentence, with the days of the team that wants to launch."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from readiness.core.listings import in_words
from readiness.core.reachable import Ask, Outlook


def sentence(found: Outlook, zone: str, now: datetime) -> str:
    """Return whether the planned day works, and what has to happen for it."""
    today, planned = _day(now, zone), _day(found.planned_at, zone)
    day = in_days(planned, today)
    if found.planned_at < now:
        return f"The planned time, {day}, is over."
    if not found.is_reachable:
        return f"{day} cannot be reached any more if the reviewers take the time they have."
    if not found.ends:
        return f"{day} works: every gate is signed."
    if not found.asks:
        return f"{day} works if every reviewer answers in time."
    return f"{day} works if {_conditions(found.asks, today)}."


def earliest(found: Outlook, zone: str, now: datetime) -> str:
    """Return the earliest day that does not need anybody to be quicker than they have to be."""
    today, day = _day(now, zone), _day(found.earliest, zone)
    return f"The earliest day to count on is {in_days(day, today)}."


def _conditions(asks: tuple[Ask, ...], today: date) -> str:
    ordered = sorted(asks, key=lambda ask: ask.by)
    groups = [(day, list(of)) for day, of in groupby(ordered, key=lambda ask: ask.by)]
    return in_words([_asked(of, day, today) for day, of in groups])


def _asked(asks: list[Ask], day: date, today: date) -> str:
    again = " again" if all(ask.gate.was_asked for ask in asks) else ""
    when = "today" if day == today else f"by {in_days(day, today)}"
    verb = "is" if len(asks) == 1 else "are"
    return f"{in_words([ask.gate.title for ask in asks])} {verb} asked{again} {when}"


def in_days(day: date, today: date) -> str:
    """Return the day as in "Thursday, 3 December", with its year if that is another."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A}, {day.day} {day:%B}{year}"


def at(moment: datetime, zone: str, now: datetime) -> str:
    """Return the time there, as in "Thursday, 3 December, 10:00"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{in_days(local.date(), _day(now, zone))}, {local:%H:%M}"


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
