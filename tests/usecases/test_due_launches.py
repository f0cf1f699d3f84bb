"""The day before the planned one the team hears of what is still open, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from readiness.store.engine import Database
from readiness.usecases import reminders
from tests.factories.hearing import told
from tests.factories.people import People
from tests.factories.reviews import start_review


def test_a_launch_planned_for_tomorrow_is_told_once(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    planned = now + timedelta(days=14)
    for days, number in ((2, 0), (1, 1), (1, 1), (0, 1)):
        reminders.remind(database, now=planned - timedelta(days=days, minutes=1))
        near = [each for each in told(database, people.alice) if each.event == "launch.near"]
        assert len(near) == number, days
    assert near[0].address == f"/reviews/{review}"
    assert near[0].sentence.startswith("The launch of Checkout is planned for tomorrow")
