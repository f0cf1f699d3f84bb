"""The end of a waiver is announced to those whom it concerns: 30, 7 and 1 days before."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import waiver_endings, worklists
from readiness.usecases.work_items import Item
from tests.factories.people import People
from tests.factories.reviews import answer, start_review
from tests.factories.signing import make
from tests.factories.waivers import ROLLBACK, waived

NO: dict[str, object] = {"choice": "no", "reason": ""}
END = datetime.fromisoformat("2027-01-04T10:00:00+00:00")
LATE: dict[str, Any] = {"until": date(2027, 1, 2), "item_due_on": date(2027, 1, 4)}


@pytest.fixture
def waiver(database: Database, people: People, now: datetime) -> int:
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    return waived(database, review, people.alice, people.carol, now, **LATE)


def told(database: Database, by: Actor, at: datetime) -> list[Item]:
    with database.reading() as session:
        return [*worklists.worklist(session, by=by, now=at).endings]


@pytest.mark.parametrize(
    ("left", "word", "kind", "is_pressing"),
    [
        (timedelta(days=30), "Ends in 30 days", "waived", False),
        (timedelta(days=8), "Ends in 8 days", "waived", False),
        (timedelta(days=7), "Ends in 7 days", "waiting", True),
        (timedelta(days=2), "Ends in 2 days", "waiting", True),
        (timedelta(days=1), "Ends in 24 hours", "blocked", True),
        (timedelta(minutes=5), "Ends within the hour", "blocked", True),
    ],
)
def test_the_end_is_announced_the_nearer_the_louder(
    database: Database,
    people: People,
    waiver: int,
    left: timedelta,
    word: str,
    kind: str,
    is_pressing: bool,
) -> None:
    (item,) = told(database, people.alice, END - left)
    assert (item.word, item.kind, item.is_pressing) == (word, kind, is_pressing)
    assert (item.path, item.at) == (f"/waivers/{waiver}", END)


def test_nothing_is_announced_before_and_after(
    database: Database, people: People, waiver: int
) -> None:
    assert not told(database, people.alice, END - timedelta(days=31))
    assert not told(database, people.alice, END)


def test_the_team_and_coordinators_are_told_and_nobody_else(
    database: Database, people: People, waiver: int
) -> None:
    soon = END - timedelta(days=5)
    assert told(database, make(database, "Anna", "payments"), soon)
    (item,) = told(database, people.carol, soon)
    assert item.sentence == "See that Payments is ready when a waiver of Checkout ends."
    for who in (people.bob, people.ada, people.eve):
        assert not told(database, who, soon)


def test_who_does_the_work_is_told_even_from_outside_the_team(
    database: Database, people: People, waiver: int
) -> None:
    gone = Actor(person=people.alice.person, teams=frozenset())
    with database.reading() as session:
        at = END - timedelta(days=5)
        assert len(waiver_endings.endings(session, by=gone, now=at)) == 1


def test_within_a_week_it_is_the_first_thing_to_do(
    database: Database, people: People, waiver: int
) -> None:
    with database.reading() as session:
        early = worklists.worklist(session, by=people.alice, now=END - timedelta(days=8)).first
        late = worklists.worklist(session, by=people.alice, now=END - timedelta(days=7)).first
    assert early is not None
    assert late is not None
    assert early.path != f"/waivers/{waiver}"
    assert late.path == f"/waivers/{waiver}"
