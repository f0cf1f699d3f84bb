"""Work that is owed: who may add it, what it needs, and how it blocks what it is due before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from readiness.core.action_items import Origin
from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Actor, Role
from readiness.store.engine import Database
from readiness.usecases import action_item_moves, launches, reviews
from tests.factories.action_items import TITLE, add_item, items_of
from tests.factories.checklists import PERSONAL, QUESTIONS, Document, launch_document, question
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

REASON = "The vendor is late."


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


@pytest.fixture
def approved(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    return approved_review(database, people, by, now=now)


def close(database: Database, review: int, item: int, by: Actor, now: datetime) -> None:
    done(database, now, action_item_moves.close, review, item, by=by)


def reopen(database: Database, review: int, item: int, by: Actor, now: datetime) -> None:
    done(database, now, action_item_moves.reopen, review, item, reason=REASON, by=by)


def drop(
    database: Database, review: int, item: int, by: Actor, now: datetime, reason: str = REASON
) -> None:
    done(database, now, action_item_moves.drop, review, item, reason=reason, by=by)


def later(id_: str) -> Document:
    """Return a question that only a launched service can answer."""
    return question(id_) | {"from": "launched"}


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
    later = (now + timedelta(days=20)).date()

    def change(owner: Actor, due_on: date, reason: str = REASON, who: Actor = people.alice) -> None:
        said = {"owner": owner.person, "due_on": due_on, "reason": reason, "by": who}
        done(database, now, action_item_moves.change, review, item, **said)

    change(amy, later, who=people.bob)
    [standing] = items_of(database, review)
    assert (standing.item.owner, standing.item.due_on) == (amy.person, later)
    assert standing.row.owner_id == people.alice.person
    for owner, due_on, reason, field in (
        (people.bob, later, REASON, "owner"),
        (amy, (now - timedelta(days=1)).date(), REASON, "due_on"),
        (amy, later, REASON, "due_on"),
        (people.alice, later, "", "reason"),
    ):
        with pytest.raises(BadInput) as refused:
            change(owner, due_on, reason)
        assert set(refused.value.faults) == {field}
    with pytest.raises(Forbidden):
        change(people.alice, later, who=people.eve)


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


def test_an_item_is_found_only_below_its_review(
    database: Database, people: People, by: dict[str, Actor], approved: int, now: datetime
) -> None:
    renewal = start_review(database, people, now=now)
    item = add_item(database, approved, people.bob, now, owner=people.alice)
    with pytest.raises(NotFound):
        close(database, renewal, item, people.alice, now)


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
