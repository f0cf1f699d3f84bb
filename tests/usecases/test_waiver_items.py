"""The work that ends the need for a waiver is owed with it, and follows what is decided on it."""

from datetime import date, datetime

import pytest

from readiness.core.action_items import State
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.usecases import action_item_moves, waivers
from readiness.usecases.standing_items import StandingItem
from tests.factories.people import People
from tests.factories.reviews import answer, done, start_review
from tests.factories.signing import found
from tests.factories.waivers import ROLLBACK, ask, decide, waived

NO: dict[str, object] = {"choice": "no", "reason": ""}
DUE = date(2026, 11, 30)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    started = start_review(database, people, now=now)
    answer(database, started, ROLLBACK, NO, by=people.alice, now=now)
    return started


def work(database: Database, review: int, now: datetime) -> StandingItem:
    item = found(database, review, now).waivers[-1].item
    assert item is not None
    return item


def test_the_work_is_owed_by_the_same_change_as_the_request(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    standing = found(database, review, now).waivers[-1]
    item = work(database, review, now)
    assert (item.row.waiver_id, item.row.question, item.row.origin) == (waiver, ROLLBACK, "waiver")
    assert (item.row.title, item.row.link) == (
        "Make the rollback one command",
        "https://tracker.example.com/42",
    )
    assert (item.item.owner, item.item.due_on) == (people.alice.person, DUE)
    assert (item.item.before_launch, standing.owner) == (False, "Alice")


def test_work_for_a_request_that_came_to_nothing_is_dropped(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.REFUSED, people.carol, now)
    assert work(database, review, now).item.state is State.DROPPED
    second = ask(database, review, people.alice, now)
    done(database, now, waivers.withdraw, review, second, by=people.alice)
    assert work(database, review, now).item.state is State.DROPPED


def test_work_is_due_when_a_narrowed_waiver_ends_at_the_latest(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    carol = people.carol
    decide(database, review, waiver, Decision.GRANTED, carol, now, until=date(2026, 12, 3))
    assert work(database, review, now).item.due_on == DUE
    decide(database, review, waiver, Decision.GRANTED, carol, now, until=date(2026, 11, 26))
    item = work(database, review, now)
    assert (item.item.due_on, item.item.owner) == (date(2026, 11, 26), people.alice.person)


def test_work_that_is_done_and_work_of_a_revoked_waiver_are_left_alone(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = waived(database, review, people.alice, people.carol, now)
    decide(database, review, waiver, Decision.REVOKED, people.carol, now)
    assert work(database, review, now).item.state is State.OPEN
    second = ask(database, review, people.alice, now)
    item = work(database, review, now).row.id
    done(database, now, action_item_moves.close, review, item, by=people.alice)
    decide(database, review, second, Decision.REFUSED, people.carol, now)
    assert work(database, review, now).item.state is State.DONE
