"""What can still be reached, in a sentence, with the days of the team that wants to launch."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from readiness.core.briefs import counted
from readiness.core.listings import in_words
from readiness.core.reachable import Ask, Outlook
from readiness.core.reasons import Code, Reason

SCORES = frozenset({Code.SCORE_LOW, Code.AREA_SCORE_LOW})


def sentence(found: Outlook, zone: str, now: datetime, owed: str = "") -> str:
    """Return whether the planned day works, and what has to happen for it.

    `owed` is what else has to be settled by then, as `settled` says it.
    """
    today, planned = _day(now, zone), _day(found.planned_at, zone)
    day = in_days(planned, today)
    if found.planned_at < now:
        return f"The planned time, {day}, is over."
    if not found.is_reachable:
        return f"{day} cannot be reached any more if the reviewers take the time they have."
    if not found.ends:
        return f"{day} works{f' once {owed}' if owed else ''}: every gate is signed."
    asked = _conditions(found.asks, today) if found.asks else ["every reviewer answers in time"]
    return f"{day} works if {in_words([*asked, *([owed] if owed else [])])}."


def settled(reasons: Collection[Reason]) -> str:
    """Return what the team has to settle besides the gates, or nothing."""
    codes = [each.code for each in reasons if not each.code.startswith("gate_")]
    items = codes.count(Code.ACTION_ITEM_OPEN)
    scores = sum(code in SCORES for code in codes)
    blockers = len(codes) - items - scores
    parts = (
        counted(blockers, "blocker") if blockers else "",
        counted(items, "action item") if items else "",
        counted(scores, "score") if scores else "",
    )
    verb = "is" if len(codes) == 1 else "are"
    return f"{in_words([each for each in parts if each])} {verb} settled" if codes else ""


def earliest(found: Outlook, zone: str, now: datetime) -> str:
    """Return the earliest day that does not need anybody to be quicker than they have to be."""
    today, day = _day(now, zone), _day(found.earliest, zone)
    return f"The earliest day to count on is {in_days(day, today)}."


def _conditions(asks: tuple[Ask, ...], today: date) -> list[str]:
    ordered = sorted(asks, key=lambda ask: ask.by)
    groups = [(day, list(of)) for day, of in groupby(ordered, key=lambda ask: ask.by)]
    return [_asked(of, day, today) for day, of in groups]


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
