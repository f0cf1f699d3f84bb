"""Work that is owed: who may add it, what it needs, and how it blocks what it is due before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from readiness.core.action_items import Origin
from readiness.core.errors import BadInput, Forbidden, WrongMoment
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import launches, reviews
from tests.factories.action_items import (
    TITLE,
    add_item,
    close,
    drop,
    items_of,
    later,
    reopen,
)
from tests.factories.checklists import PERSONAL, QUESTIONS, launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found, make
from tests.factories.verdicts import gate_says


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


@pytest.fixture
def approved(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    return approved_review(database, people, by, now=now)


def test_the_team_its_reviewers_and_a_coordinator_add_items(
    database: Database, people: People, review: int, now: datetime
) -> None:
    for who in (people.alice, people.bob, people.carol):
        add_item(database, review, who, now, owner=people.alice)
    for who in (people.ada, people.eve, make(database, "Paul", "privacy")):
        with pytest.raises(Forbidden):
            add_item(database, review, who, now, owner=people.alice)
    added = items_of(database, review)
    assert [each.row.by for each in added] == [
        people.alice.person,
        people.bob.person,
        people.carol.person,
    ]
    assert {(each.row.origin, each.item.title) for each in added} == {(Origin.BY_HAND, TITLE)}


def test_bad_input_says_which_field(
    database: Database, people: People, review: int, now: datetime
) -> None:
    yesterday = (now - timedelta(days=1)).date()
    said = {"title": " ", "link": "tickets/41", "due_on": yesterday}
    with pytest.raises(BadInput) as refused:
        add_item(database, review, people.alice, now, owner=people.bob, **said)
    assert set(refused.value.faults) == {"title", "link", "owner", "due_on"}
    assert refused.value.faults["owner"] == "Choose somebody of Payments."
    with pytest.raises(BadInput) as refused:
        add_item(database, review, people.alice, now, owner=people.eve)
    assert set(refused.value.faults) == {"owner"}
    assert not items_of(database, review)


def test_an_open_item_before_the_launch_keeps_a_signed_review_from_its_approval(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    item = add_item(database, review, people.bob, now, owner=people.alice)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert gate_says(database, now).codes == ("action_item_open",)
    assert not found(database, review, now).phase.is_approved
    close(database, review, item, people.alice, now)
    assert found(database, review, now).phase.is_approved
    assert gate_says(database, now).verdict == "approved"


def test_an_item_before_the_launch_closes_an_open_gate_until_it_is_done(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    item = add_item(database, approved, people.bob, now, owner=people.alice)
    said = gate_says(database, now)
    assert (said.verdict, said.codes) == ("blocked", ("action_item_open",))
    close(database, approved, item, people.alice, now)
    assert gate_says(database, now).verdict == "approved"
    reopen(database, approved, item, people.bob, now)
    assert gate_says(database, now).codes == ("action_item_open",)
    drop(database, approved, item, people.carol, now)
    assert gate_says(database, now).verdict == "approved"


def test_items_after_the_launch_never_block(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    add_item(database, approved, people.bob, now, owner=people.alice, before_launch=False)
    late = now + timedelta(days=30)
    assert gate_says(database, now).verdict == gate_says(database, late).verdict == "approved"


def test_only_the_governing_reviews_items_block(
    database: Database, people: People, by: dict[str, Actor], approved: int, now: datetime
) -> None:
    renewal = start_review(database, people, now=now)
    item = add_item(database, renewal, people.bob, now, owner=people.alice)
    assert gate_says(database, now).verdict == "approved"
    answer_everything(database, renewal, by=people.alice, now=now)
    submit_all(database, renewal, by=people.alice, now=now)
    sign_all(database, renewal, by, now=now)
    assert gate_says(database, now).review == approved
    close(database, renewal, item, people.alice, now)
    assert gate_says(database, now).review == renewal


def test_once_it_has_launched_nothing_can_be_due_before_the_launch(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    item = add_item(database, approved, people.bob, now, owner=people.alice)
    close(database, approved, item, people.alice, now)
    done(database, now, launches.launched, approved, by=people.alice)
    with pytest.raises(BadInput) as refused:
        add_item(database, approved, people.bob, now, owner=people.alice)
    assert set(refused.value.faults) == {"before_launch"}
    with pytest.raises(WrongMoment, match="The launch has happened"):
        reopen(database, approved, item, people.bob, now)
    add_item(database, approved, people.bob, now, owner=people.alice, before_launch=False)
    assert gate_says(database, now).verdict == "approved"


def test_nothing_is_added_to_an_abandoned_review(
    database: Database, people: People, review: int, now: datetime
) -> None:
    done(database, now, reviews.abandon, review, reason="Not needed.", by=people.alice)
    with pytest.raises(WrongMoment, match="abandoned"):
        add_item(database, review, people.alice, now, owner=people.alice)


def test_what_a_launch_question_could_not_know_is_owed_after_the_launch_once(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    asked_later = (
        later("hygiene.restored"),
        later("compliance.asked") | {"applies_if": PERSONAL},
    )
    document = launch_document(questions=(*QUESTIONS, *asked_later))
    review = approved_review(database, people, by, now=now, document=document)
    assert not items_of(database, review)
    done(database, now, launches.launched, review, by=people.alice)
    done(database, now, launches.launched, review, by=people.alice)
    [standing] = items_of(database, review)
    row = standing.row
    assert (row.origin, row.question, row.before_launch) == (
        Origin.QUESTION,
        "hygiene.restored",
        False,
    )
    assert (row.title, row.owner_id, row.due_on) == (
        "Is hygiene.restored in order?",
        None,
        (now + timedelta(days=30)).date(),
    )
    assert row.link == "/checklists/launch/1#hygiene.restored"
    assert gate_says(database, now).verdict == "approved"


def test_a_verdict_costs_one_query_for_the_items(
    database: Database, people: People, review: int, now: datetime
) -> None:
    for _ in range(3):
        add_item(database, review, people.bob, now, owner=people.alice)
    asked: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    case = found(database, review, now).case
    event.remove(Engine, "before_cursor_execute", note)
    assert len(case.items) == 3
    assert len([each for each in asked if "action_item" in each]) == 1
