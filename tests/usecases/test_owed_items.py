"""What is still owed, in lists: whose it is, what is overdue, and what nobody has taken."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.store.teams import team_by_slug
from readiness.usecases import action_item_moves, owed_items, reviews, worklists
from readiness.usecases.owed_items import Owed, OwedPage, Whose
from readiness.usecases.records import record
from tests.factories.action_items import add_item
from tests.factories.people import People
from tests.factories.renewals import start_of
from tests.factories.reviews import done, start_review
from tests.factories.signing import make

DAY = timedelta(days=1)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


def add(
    database: Database, review: int, owner: Actor, now: datetime, title: str, days: int, **but: bool
) -> int:
    due_on = (now + days * DAY).date()
    said = {"title": title, "due_on": due_on, **but}
    return add_item(database, review, owner, now, owner=owner, **said)


def page(database: Database, whose: Whose, by: Actor, now: datetime, number: int = 1) -> OwedPage:
    with database.reading() as session:
        return owed_items.page(session, whose, number=number, by=by, now=now)


def titles(rows: tuple[Owed, ...]) -> list[str]:
    return [each.item.title for each in rows]


def test_open_items_are_listed_by_whose_they_are(
    database: Database, people: People, review: int, now: datetime
) -> None:
    amy = make(database, "Amy", "payments")
    mine = add(database, review, people.alice, now, "Mine", 5)
    add(database, review, amy, now, "Amy's", 3)
    closed = add(database, review, amy, now, "Done", 2)
    done(database, now, action_item_moves.close, review, closed, by=amy)
    assert titles(page(database, Whose.MINE, people.alice, now).rows) == ["Mine"]
    assert titles(page(database, Whose.TEAMS, people.alice, now).rows) == ["Amy's", "Mine"]
    assert titles(page(database, Whose.ALL, people.eve, now).rows) == ["Amy's", "Mine"]
    assert not page(database, Whose.TEAMS, people.bob, now).rows
    said = {"owner": amy.person, "due_on": (now + 9 * DAY).date(), "reason": "Busy."}
    done(database, now, action_item_moves.change, review, mine, by=people.alice, **said)
    found = page(database, Whose.MINE, amy, now)
    assert titles(found.rows) == ["Amy's", "Mine"]
    assert found.counts == {Whose.MINE: 2, Whose.TEAMS: 2, Whose.ALL: 2}
    assert not page(database, Whose.MINE, people.alice, now).rows


def test_a_long_list_has_pages(
    database: Database,
    people: People,
    review: int,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(owed_items, "PAGE", 2)
    for days in range(1, 4):
        add(database, review, people.alice, now, f"Item {days}", days)
    first = page(database, Whose.ALL, people.eve, now)
    second = page(database, Whose.ALL, people.eve, now, number=2)
    assert (titles(first.rows), first.has_more) == (["Item 1", "Item 2"], True)
    assert (titles(second.rows), second.has_more) == (["Item 3"], False)


def test_overdue_goes_by_the_day_where_the_owner_team_is(
    database: Database, people: People, review: int, now: datetime
) -> None:
    add(database, review, people.alice, now, "Today", 0)
    late = now.replace(hour=20)

    def overdue(at: datetime) -> list[str]:
        with database.reading() as session:
            of_team = owed_items.overdue_of_team(session, "payments", by=people.eve, now=at)
            of_service = owed_items.overdue_of_service(session, "checkout", by=people.eve, now=at)
        assert of_team == of_service
        return titles(of_team)

    assert overdue(late) == []
    done(database, now, _move_team, "Pacific/Auckland")
    assert overdue(late) == ["Today"]
    assert overdue(now.replace(hour=1)) == []


def test_of_two_that_are_due_on_one_day_the_overdue_one_is_first(
    database: Database, people: People, review: int, now: datetime
) -> None:
    other = start_of(database, people, "Search", now=now)
    add(database, review, people.alice, now, "Still today", 0)
    add(database, other, people.alice, now, "Over there it is tomorrow", 0)
    done(database, now, _give_away, "search", "sre", "Pacific/Auckland")
    found = page(database, Whose.ALL, people.eve, now.replace(hour=20))
    assert titles(found.rows) == ["Over there it is tomorrow", "Still today"]


def _give_away(session: Session, slug: str, team: str, zone: str, *, now: datetime) -> None:
    service, owner = service_by_slug(session, slug), team_by_slug(session, team)
    assert service is not None
    assert owner is not None
    service.owner_team_id, owner.time_zone = owner.id, zone
    record(session, "service.facts_changed", by=None, service=service.id)


def _move_team(session: Session, zone: str, *, now: datetime) -> None:
    team = team_by_slug(session, "payments")
    assert team is not None
    team.time_zone = zone
    record(session, "team.created", by=None, team="payments")


def test_what_was_to_be_done_before_a_launch_that_was_given_up_is_owed_no_more(
    database: Database, people: People, review: int, now: datetime
) -> None:
    add(database, review, people.alice, now, "Before", 1)
    add(database, review, people.alice, now, "After", 1, before_launch=False)
    done(database, now, reviews.abandon, review, reason="Not needed.", by=people.alice)
    assert titles(page(database, Whose.ALL, people.eve, now).rows) == ["After"]


def test_home_shows_my_own_and_what_of_my_team_is_overdue(
    database: Database, people: People, review: int, now: datetime
) -> None:
    amy = make(database, "Amy", "payments")
    add(database, review, people.alice, now, "Mine", 5)
    add(database, review, amy, now, "Amy's", 1)

    def shown(by: Actor, at: datetime) -> list[tuple[str, str]]:
        with database.reading() as session:
            return [
                (each.word, each.title) for each in worklists.worklist(session, by=by, now=at).owed
            ]

    assert shown(people.alice, now) == [("Blocks", "Mine")]
    assert shown(people.alice, now + 2 * DAY) == [("Overdue", "Amy's"), ("Blocks", "Mine")]
    assert shown(people.bob, now + 2 * DAY) == []
