"""What was asked of several is settled for all of them once it is done, and asked of the others on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.store.verdicts import ReviewSummary
from readiness.usecases import answers, comments, inboxes, plans, reminders, reviews, thread_moves
from tests.factories.action_items import add_item, close
from tests.factories.assigning import give, leave, let_go, other_review
from tests.factories.checklists import gate, launch_document
from tests.factories.delegating import hand, take_back
from tests.factories.hearing import open_asks, told
from tests.factories.people import People
from tests.factories.reviews import (
    EVIDENCE,
    answer,
    answer_everything,
    done,
    reviewers,
    sign,
    start_review,
)
from tests.factories.signing import MINUTES, change, deny, make, minutes, sent_review


@pytest.fixture
def ben(database: Database, people: People) -> Actor:
    """Somebody else in Bob's team."""
    return make(database, "Ben", "sre")


def waiting(database: Database, people: People, now: datetime) -> int:
    """Return a review whose gate waits for everybody in the team: nobody has it in hand."""
    review = sent_review(database, people, now=now)
    give(database, review, people.bob, people.bob, now)
    let_go(database, review, people.bob, now)
    return review


def test_who_signs_settles_it_for_the_whole_team(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    review = waiting(database, people, now)
    assert "gate.released" in open_asks(database, ben)
    sign(database, review, "sre", by=people.bob, now=now)
    assert open_asks(database, ben) == open_asks(database, people.bob) == []
    with database.reading() as session:
        assert inboxes.unread(session, by=ben) == 0


@pytest.mark.parametrize("choice", [Choice.REQUEST_CHANGES, Choice.DENY])
def test_a_gate_that_is_not_signed_is_the_team_s_turn_until_it_sends(
    database: Database, people: People, ben: Actor, now: datetime, choice: Choice
) -> None:
    review, paul = waiting(database, people, now), make(database, "Paul", "payments")
    sign(database, review, "sre", by=people.bob, now=now, choice=choice, comment="Not yet.")
    assert open_asks(database, ben) == []
    assert open_asks(database, paul) == ["gate.voted"]
    change(database, review, "7", people.alice, now)
    assert open_asks(database, paul) == open_asks(database, people.alice) == []
    assert open_asks(database, people.bob) + open_asks(database, ben) != []


def test_who_still_has_to_sign_is_asked_on_and_once(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    document = launch_document(gates=(gate("sre", "deployment", people=2),))
    review = sent_review(database, people, now=now, document=document)
    let_go(database, review, people.bob, now)
    sign(database, review, "sre", by=people.bob, now=now)
    assert len(open_asks(database, ben)) == 1
    assert open_asks(database, people.bob) == []


def test_a_vote_leaves_the_other_gates_waiting(
    database: Database, people: People, now: datetime
) -> None:
    review, by = sent_review(database, people, now=now), reviewers(database, people, now)
    sign(database, review, "sre", by=by["sre"], now=now)
    sign(database, review, "security", by=by["security"], now=now)
    assert open_asks(database, people.carol) == ["gate.turn"]


def test_a_vote_that_is_stale_is_asked_for_once_more(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    sign(database, review, "sre", by=people.bob, now=now)
    change(database, review, "7", people.alice, now)
    assert open_asks(database, people.bob) == ["gate.stale"]


def test_who_gets_a_gate_is_asked_instead_of_who_had_it(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    review = waiting(database, people, now)
    give(database, review, ben, people.carol, now)
    assert open_asks(database, people.bob) == []
    assert open_asks(database, ben) == ["gate.assigned"]


def test_who_is_away_finds_what_waits_still_waiting(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    review, by = waiting(database, people, now), reviewers(database, people, now)
    leave(database, ben, date(2026, 12, 1), now)
    sign(database, review, "security", by=by["security"], now=now)
    assert "gate.released" in open_asks(database, ben)


def test_an_answer_in_a_thread_settles_it_for_all_whose_turn_it_was(
    database: Database, people: People, now: datetime
) -> None:
    review, paul = start_review(database, people, now=now), make(database, "Paul", "payments")
    said = done(database, now, comments.comment, review, "Why?", question=MINUTES, by=people.bob)
    assert open_asks(database, people.alice) == open_asks(database, paul) == ["comment.made"]
    done(database, now, comments.answer, review, said.id, "So.", by=people.alice)
    assert open_asks(database, paul) == []
    assert open_asks(database, people.bob) == ["comment.made"]


def test_who_is_away_finds_a_thread_that_nobody_answered_still_asked(
    database: Database, people: People, ben: Actor, now: datetime
) -> None:
    review = waiting(database, people, now)
    said = done(database, now, comments.comment, review, "Fine?", gate="sre", by=people.alice)
    leave(database, ben, date(2026, 12, 1), now)
    done(database, now, comments.answer, review, said.id, "Since May.", by=people.alice)
    assert "comment.made" in open_asks(database, ben)
    done(database, now, comments.answer, review, said.id, "Yes.", by=people.bob)
    assert "comment.made" not in open_asks(database, ben)


def test_who_else_is_asked_by_name_is_asked_on(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    said = done(
        database, now, comments.comment, review, "@Bob @Eve?", question=MINUTES, by=people.alice
    )
    done(database, now, comments.answer, review, said.id, "Yes.", by=people.bob)
    assert open_asks(database, people.bob) == []
    assert "comment.made" in open_asks(database, people.eve)
    done(database, now, thread_moves.resolve, review, said.id, by=people.carol)
    assert open_asks(database, people.eve) == []


def test_what_was_handed_is_settled_by_any_answer_that_leaves_nothing_open(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    hand(database, review, people.eve, "deployment", by=people.alice, now=now)
    answer(database, review, MINUTES, minutes("5"), by=people.eve, now=now)
    assert open_asks(database, people.eve) == ["work.handed"]
    answer_everything(database, review, by=people.alice, now=now)
    assert open_asks(database, people.eve) == []


def test_a_question_that_was_handed_is_asked_until_its_evidence_is_there(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    proven = "compliance.duties"
    hand(database, review, people.eve, proven, by=people.alice, now=now)
    answer(database, review, proven, {"choice": "yes", "reason": ""}, by=people.alice, now=now)
    assert open_asks(database, people.eve) == ["work.handed"]
    done(database, now, answers.add_evidence, review, proven, **EVIDENCE, by=people.alice)
    assert open_asks(database, people.eve) == []


def test_work_that_is_handed_on_or_taken_back_is_asked_of_nobody_else(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    hand(database, review, people.eve, MINUTES, by=people.alice, now=now)
    hand(database, review, people.ada, MINUTES, by=people.alice, now=now)
    assert open_asks(database, people.eve) == []
    assert open_asks(database, people.ada) == ["work.handed"]
    take_back(database, review, MINUTES, by=people.alice, now=now)
    assert open_asks(database, people.ada) == []


def test_an_action_item_that_somebody_else_did_is_asked_of_nobody(
    database: Database, people: People, now: datetime
) -> None:
    review, paul = start_review(database, people, now=now), make(database, "Paul", "payments")
    item = add_item(database, review, people.bob, now, owner=paul)
    assert open_asks(database, paul) == ["action_item.added"]
    close(database, review, item, people.alice, now)
    assert open_asks(database, paul) == []


def test_a_review_that_was_given_up_asks_only_what_outlives_it(
    database: Database, people: People, now: datetime
) -> None:
    review, paul = sent_review(database, people, now=now), make(database, "Paul", "payments")
    add_item(database, review, people.bob, now, owner=paul)
    add_item(database, review, people.bob, now, owner=paul, before_launch=False)
    deny(database, review, people.bob, now)
    assert "gate.voted" in open_asks(database, people.alice)
    done(database, now, reviews.abandon, review, reason="Not needed.", by=people.alice)
    for each in (people.alice, people.bob, people.carol):
        assert open_asks(database, each) == []
    assert open_asks(database, paul) == ["action_item.added"]


def test_reminders_end_with_what_they_remind_of(
    database: Database, people: People, now: datetime
) -> None:
    review, late = sent_review(database, people, now=now), now + timedelta(days=13, hours=1)
    reminders.remind(database, now=late)
    assert "gate.overdue" in open_asks(database, people.carol)
    assert "launch.near" in open_asks(database, people.alice)
    planned = {"planned_at": now + timedelta(days=30), "by": people.alice}
    done(database, late, plans.plan, review, **planned)
    assert open_asks(database, people.alice) == []
    sign(database, review, "sre", by=people.bob, now=late)
    assert "gate.overdue" not in open_asks(database, people.bob)
    left = {each.gate for each in told(database, people.carol) if each.asked and not each.read_at}
    assert "SRE" not in left
    assert left


def test_a_save_of_a_review_of_an_earlier_release_settles_it_too(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    hand(database, review, people.eve, MINUTES, by=people.alice, now=now)
    with database.writing() as session:
        row = session.get_one(ReviewSummary, review)
        row.summary = {name: said for name, said in row.summary.items() if name != "handed"}
        session.commit()
    answer(database, review, MINUTES, minutes("5"), by=people.alice, now=now)
    assert open_asks(database, people.eve) == []


def test_nothing_of_another_review_is_settled(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    other_review(database, "Wallet", people, now)
    sign(database, review, "sre", by=people.bob, now=now)
    assert open_asks(database, people.bob) == ["gate.turn"]
