"""The example's days off: public holidays of each team that owns services, and somebody away."""

from __future__ import annotations

from datetime import timedelta

from readiness.cli.demo_clock import Clock
from readiness.cli.demo_people import OWNERS, People
from readiness.usecases import absences, calendars

HOLIDAYS = {"12-25": "Christmas", "12-26": "Second day of Christmas", "01-01": "New Year"}
AWAY = timedelta(days=4)


def keep_calendars(clock: Clock, people: People) -> None:
    """Give the teams this year's and the next year's holidays, and send Bella away for some days."""
    years = (clock.today.year, clock.today.year + 1)
    text = "\n".join(f"{year}-{day} {name}" for year in years for day, name in HOLIDAYS.items())
    for slug in (*OWNERS, "sre"):
        clock.do(calendars.add_holidays, slug, text, by=people["Ada"])
    until, bob = clock.today.date() + AWAY, people["Bob"].person
    clock.do(absences.leave, until=until, substitute=bob, by=people["Bella"])
