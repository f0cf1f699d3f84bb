"""What becomes of an action item: who may change, close, reopen, take and drop it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Actor, Role
from readiness.store.engine import Database
from readiness.store.ledger import every_entry
from readiness.usecases import action_item_moves, launches
from tests.factories.action_items import (
    REASON,
    add_item,
    close,
    drop,
    items_of,
    later,
    reopen,
)
from tests.factories.checklists import QUESTIONS, launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    approved_review,
    done,
    reviewers,
    start_review,
)
from tests.factories.signing import make
from tests.factories.waivers import ROLLBACK, ask


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


@pytest.fixture
def approved(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    return approved_review(database, people, by, now=now)


def test_who_would_profit_drops_nothing_that_blocks(
    database: Database, people: People, review: int, now: datetime
) -> None:
    both = make(database, "Olga", "payments", roles=(Role.COORDINATOR,))
    reviewer = make(database, "Rita", "sre", "payments")
    item = add_item(database, review, people.bob, now, owner=people.alice)
    own = add_item(database, review, people.alice, now, owner=people.alice)
    for who, what in ((people.alice, item), (people.alice, own), (both, item), (reviewer, item)):
        with pytest.raises(Forbidden, match="your team cannot drop it"):
            drop(database, review, what, who, now)
    with pytest.raises(Forbidden, match="whoever added it"):
        drop(database, review, own, people.bob, now)
    drop(database, review, item, people.bob, now)
    drop(database, review, own, people.carol, now)
    assert [each.item.state for each in items_of(database, review)] == ["dropped", "dropped"]


def test_the_team_drops_no_work_that_a_waiver_rests_on(
    database: Database, people: People, review: int, now: datetime
) -> None:
    no = {"choice": "no", "reason": ""}
    answer(database, review, ROLLBACK, no, by=people.alice, now=now)
    ask(database, review, people.alice, now)
    [standing] = items_of(database, review)
    with pytest.raises(Forbidden, match="what a waiver rests on"):
        drop(database, review, standing.row.id, people.alice, now)
    drop(database, review, standing.row.id, people.carol, now)


def test_the_team_drops_what_is_due_after_the_launch_and_says_why(
    database: Database, people: People, review: int, now: datetime
) -> None:
    item = add_item(database, review, people.bob, now, owner=people.alice, before_launch=False)
    with pytest.raises(BadInput) as refused:
        drop(database, review, item, people.alice, now, reason=" ")
    assert set(refused.value.faults) == {"reason"}
    drop(database, review, item, people.alice, now)
    [standing] = items_of(database, review)
    assert standing.move is not None
    assert (standing.item.state, standing.move.comment) == ("dropped", REASON)


def test_whose_it_is_and_when_changes_with_a_reason(
    database: Database, people: People, review: int, now: datetime
) -> None:
    amy = make(database, "Amy", "payments")
    item = add_item(database, review, people.alice, now, owner=people.alice)
    new_day = (now + timedelta(days=20)).date()

    def change(owner: Actor, due_on: date, reason: str = REASON, who: Actor = people.alice) -> None:
        said = {"owner": owner.person, "due_on": due_on, "reason": reason, "by": who}
        done(database, now, action_item_moves.change, review, item, **said)

    change(amy, new_day, who=people.bob)
    [standing] = items_of(database, review)
    assert (standing.item.owner, standing.item.due_on) == (amy.person, new_day)
    assert standing.row.owner_id == people.alice.person
    for owner, due_on, reason, field in (
        (people.bob, new_day, REASON, "owner"),
        (amy, (now - timedelta(days=1)).date(), REASON, "due_on"),
        (amy, new_day, REASON, "due_on"),
        (people.alice, new_day, "", "reason"),
    ):
        with pytest.raises(BadInput) as refused:
            change(owner, due_on, reason)
        assert set(refused.value.faults) == {field}
    with pytest.raises(Forbidden):
        change(people.alice, new_day, who=people.eve)


def test_a_closed_item_is_changed_only_by_reopening_it(
    database: Database, people: People, review: int, now: datetime
) -> None:
    item = add_item(database, review, people.alice, now, owner=people.alice)
    close(database, review, item, people.alice, now)
    for move in (close, drop):
        with pytest.raises(WrongMoment):
            move(database, review, item, people.carol, now)
    with pytest.raises(WrongMoment):
        done(database, now, action_item_moves.take, review, item, by=people.alice)
    reopen(database, review, item, people.bob, now)
    [standing] = items_of(database, review)
    assert standing.item.is_open


def test_who_has_nothing_to_do_with_the_review_moves_nothing(
    database: Database, people: People, review: int, now: datetime
) -> None:
    item = add_item(database, review, people.alice, now, owner=people.alice, before_launch=False)
    for who in (people.ada, people.eve, make(database, "Paul", "privacy")):
        for move in (close, drop, reopen):
            with pytest.raises(Forbidden, match="You may not change the action items"):
                move(database, review, item, who, now)


def test_an_item_is_found_only_below_its_review(
    database: Database, people: People, by: dict[str, Actor], approved: int, now: datetime
) -> None:
    renewal = start_review(database, people, now=now)
    item = add_item(database, approved, people.bob, now, owner=people.alice)
    with pytest.raises(NotFound):
        close(database, renewal, item, people.alice, now)


def test_somebody_of_the_team_takes_what_nobody_owns(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    asked_later = later("hygiene.restored")
    document = launch_document(questions=(*QUESTIONS, asked_later))
    review = approved_review(database, people, by, now=now, document=document)
    done(database, now, launches.launched, review, by=people.alice)
    [standing] = items_of(database, review)
    for who in (people.bob, people.carol, people.eve):
        with pytest.raises(Forbidden):
            done(database, now, action_item_moves.take, review, standing.row.id, by=who)
    done(database, now, action_item_moves.take, review, standing.row.id, by=people.alice)
    with pytest.raises(WrongMoment, match="taken it already"):
        done(database, now, action_item_moves.take, review, standing.row.id, by=people.alice)
    [standing] = items_of(database, review)
    assert standing.item.owner == people.alice.person


def test_every_move_is_told_by_the_ledger_without_what_was_typed(
    database: Database, people: People, review: int, now: datetime
) -> None:
    item = add_item(database, review, people.bob, now, owner=people.alice, title="Zanzibar")
    close(database, review, item, people.alice, now)
    reopen(database, review, item, people.bob, now)
    said = {"owner": people.alice.person, "due_on": date(2026, 12, 24), "reason": REASON}
    done(database, now, action_item_moves.change, review, item, by=people.alice, **said)
    drop(database, review, item, people.carol, now)
    with database.reading() as session:
        entries = [each for each in every_entry(session) if "action_item" in each.event]
    assert [each.event.partition(".")[2] for each in entries] == [
        "added",
        "done",
        "reopened",
        "changed",
        "dropped",
    ]
    text = " ".join(each.body for each in entries)
    assert not [typed for typed in ("Zanzibar", REASON, "tickets.example.com") if typed in text]
