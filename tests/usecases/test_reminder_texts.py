"""What is told because of the time reads well too: the first text of each kind is checked in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.store.engine import Database
from readiness.usecases.due import Due, due
from readiness.usecases.due_launches import due_launches
from tests.factories import waivers
from tests.factories.action_items import add_item
from tests.factories.messages import FOLDER, mail
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    approved_review,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)

pytestmark = pytest.mark.once

NOT_YET = {waivers.ROLLBACK: {"choice": "no", "reason": "In two weeks."}}
#: Where the whole mail is read: tests/messages/mention.txt.
READ = FOLDER / "reminders.txt"


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """Return a review that is sent, with a waiver that runs and work that is owed."""
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but=NOT_YET)
    waivers.waived(database, review, people.alice, people.carol, now)
    submit_all(database, review, by=people.alice, now=now)
    return review


def told(database: Database, now: datetime) -> dict[str, Due]:
    """Return the first of each event that becomes due in five months."""
    found: dict[str, Due] = {}
    for day in range(1, 150):
        moment = now + timedelta(days=day)
        with database.reading() as session:
            every = (*due(session, now=moment), *due_launches(session, now=moment))
        for each in every:
            found.setdefault(each.message.event, each)
    return found


def test_the_ends_of_waivers_and_work_are_told_in_the_words_that_were_read(
    database: Database, people: People, review: int, now: datetime
) -> None:
    sign_all(database, review, reviewers(database, people, now), now=now)
    add_item(database, review, people.alice, now, owner=people.alice)
    assert_are_read(told(database, now), "action_item.due", "waiver.ends")


def test_what_waits_before_a_launch_is_told_in_the_words_that_were_read(
    database: Database, people: People, review: int, now: datetime
) -> None:
    assert_are_read(told(database, now), "gate.overdue", "launch.near")


def test_the_end_of_an_approval_is_told_in_the_words_that_were_read(
    database: Database, people: People, now: datetime
) -> None:
    approved_review(database, people, reviewers(database, people, now), now=now)
    assert_are_read(told(database, now), "approval.ends")


def assert_are_read(found: dict[str, Due], *events: str) -> None:
    known = READ.read_text(encoding="utf-8").split("=== ")
    made = [text(found[event]) for event in events]
    assert [each for each in known if each.partition("\n")[0] in events] == made


def text(each: Due) -> str:
    made = mail(each.message, each.kind, each.service)
    body = made.text.partition("\n-- \n")[0].strip()
    return f"{each.message.event}\nSubject: {made.subject}\n\n{body}\n\n"
