"""What waits for somebody: answers, gates, waivers, and what ends soon."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.usecases import queues, reviews, signoffs, waivers, worklists
from readiness.usecases.worklists import Worklist
from tests.factories.checklists import Document, gate, launch_document
from tests.factories.people import People, make_person
from tests.factories.reviews import (
    answer,
    answer_everything,
    approved_review,
    digest_of,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.waivers import ask

NO: Document = {"choice": "no", "reason": ""}
ROLLBACK = "deployment.rollback"


def work(database: Database, by: Actor, now: datetime) -> Worklist:
    with database.reading() as session:
        return worklists.worklist(session, by=by, now=now)


def sent(database: Database, people: People, now: datetime, **start: object) -> int:
    review = start_review(database, people, now=now, **start)  # type: ignore[arg-type]
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    return review


def test_nothing_waits_where_nothing_is(database: Database, people: People, now: datetime) -> None:
    for by in (people.alice, people.bob, people.carol, people.eve):
        assert work(database, by, now).first is None


def test_a_team_is_asked_to_answer_then_to_send(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    (item,) = work(database, people.alice, now).answers
    assert (item.path, item.note) == (
        f"/reviews/{review}",
        "5 questions are still open; 2 blockers so far",
    )
    answer_everything(database, review, by=people.alice, now=now)
    (item,) = work(database, people.alice, now).answers
    assert (item.word, item.label) == ("To send", "Send them")
    assert not work(database, people.bob, now).count


def test_a_gate_waits_for_its_team_when_it_is_its_turn(
    database: Database, people: People, now: datetime
) -> None:
    review = sent(database, people, now)
    by = reviewers(database, people, now)
    assert [item.path for item in work(database, people.bob, now).gates] == [
        f"/reviews/{review}/gates/sre"
    ]
    assert not work(database, people.carol, now).gates  # launch comes after the others
    assert not work(database, people.alice, now).count
    sign(database, review, "sre", by=people.bob, now=now)
    sign(database, review, "security", by=by["security"], now=now)
    assert not work(database, people.bob, now).gates
    assert [item.word for item in work(database, people.carol, now).gates] == ["To sign"]


def test_who_asked_answered_or_voted_is_not_asked_to_sign(
    database: Database, people: People, now: datetime
) -> None:
    document = launch_document(gates=(gate("sre", "deployment", people=2),))
    review = sent(database, people, now, document=document)
    bella = done(database, now, newcomer, "Bella", "sre")
    assert work(database, people.bob, now).gates
    sign(database, review, "sre", by=people.bob, now=now)
    assert not work(database, people.bob, now).gates
    assert work(database, bella, now).gates
    both = done(database, now, newcomer, "Betty", "sre", "payments")
    answer(database, review, ROLLBACK, NO, by=both, now=now)
    assert not work(database, both, now).gates


def newcomer(session: Session, name: str, *teams: str, now: datetime) -> Actor:
    return make_person(session, name, teams=teams)


def test_a_gate_that_changed_since_it_was_signed_waits_again(
    database: Database, people: People, now: datetime
) -> None:
    review = sent(database, people, now)
    sign(database, review, "sre", by=people.bob, now=now)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now + timedelta(hours=1))
    assert [item.word for item in work(database, people.bob, now).gates] == ["Changed"]


@pytest.mark.parametrize(
    ("choice", "word", "label", "path"),
    [
        (Choice.REQUEST_CHANGES, "Changes", "Answer it", f"areas/deployment#{ROLLBACK}"),
        (Choice.DENY, "Refused", "Read why", "gates/sre"),
    ],
)
def test_what_a_reviewer_asks_comes_first(
    database: Database,
    people: People,
    now: datetime,
    choice: Choice,
    word: str,
    label: str,
    path: str,
) -> None:
    review = sent(database, people, now)
    digest = digest_of(database, review, "sre", now)
    said = {"comment": "Which team?", "questions": [ROLLBACK], "digest": digest, "by": people.bob}
    done(database, now, signoffs.vote, review, "sre", choice, **said)
    first = work(database, people.alice, now).first
    assert first is not None
    assert (first.word, first.label, first.path) == (word, label, f"/reviews/{review}/{path}")


def waived(database: Database, people: People, now: datetime) -> int:
    """Return a waiver that Alice asked for until 20 days from now."""
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but={ROLLBACK: NO})
    until = (now + timedelta(days=20)).date()
    return ask(database, review, people.alice, now, until=until)


def test_waivers_wait_for_a_coordinator_who_did_not_ask(
    database: Database, people: People, now: datetime
) -> None:
    waiver = waived(database, people, now)
    assert [item.path for item in work(database, people.carol, now).waivers] == [
        f"/waivers/{waiver}"
    ]
    assert not work(database, people.alice, now).waivers
    done(database, now, waivers.decide, 1, waiver, Decision.GRANTED, by=people.carol)
    assert not work(database, people.carol, now).waivers


def test_what_ends_within_a_month_is_announced_once(
    database: Database, people: People, now: datetime
) -> None:
    waiver = waived(database, people, now)
    done(database, now, waivers.decide, 1, waiver, Decision.GRANTED, by=people.carol)
    (item,) = work(database, people.alice, now).endings
    assert item.path == f"/waivers/{waiver}"
    submit_all(database, 1, by=people.alice, now=now)
    sign_all(database, 1, reviewers(database, people, now), now=now)
    (item,) = work(database, people.alice, now).endings
    assert item.title == "The gate of Checkout closes for production"
    assert item.note.startswith("From then on: Its waiver ended.")


def test_an_approval_that_nobody_used_is_announced_before_it_ends(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    document = launch_document(launch_within_days=25)
    approved_review(database, people, by, now=now, document=document)
    (item,) = work(database, people.alice, now).endings
    assert "not used for a launch in time" in item.note
    assert not work(database, people.bob, now).endings


def test_a_reopened_review_is_to_be_answered_and_an_abandoned_one_is_not(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    review = approved_review(database, people, by, now=now)
    done(database, now, reviews.reopen, review, ["hygiene"], reason="New", by=people.alice)
    assert [item.word for item in work(database, people.alice, now).answers] == ["Reopened"]
    done(database, now, reviews.abandon, review, reason="No", by=people.alice)
    assert not work(database, people.alice, now).count


def test_the_queue_shows_every_team_mine_first(
    database: Database, people: People, now: datetime
) -> None:
    review = sent(database, people, now)
    with database.reading() as session:
        found = queues.queues(session, by=people.carol, now=now + timedelta(days=2))
    assert [(queue.team, queue.is_mine, queue.now) for queue in found] == [
        ("launch", True, 0),
        ("sre", False, 1),
        ("security", False, 1),
    ]
    assert found[1].oldest == 2  # working days
    assert found[0].rows[0].after == ("SRE", "Security")
    digest = digest_of(database, review, "sre", now)
    said = {"comment": "Which team?", "questions": [ROLLBACK], "digest": digest, "by": people.bob}
    done(database, now, signoffs.vote, review, "sre", Choice.REQUEST_CHANGES, **said)
    with database.reading() as session:
        (sre,) = (each for each in queues.queues(session, by=people.bob, now=now) if each.is_mine)
    assert (sre.now, sre.rows[0].turn) == (0, "Payments")


def test_a_vote_taken_back_puts_the_gate_in_the_list_again(
    database: Database, people: People, now: datetime
) -> None:
    review = sent(database, people, now)
    vote = sign(database, review, "sre", by=people.bob, now=now)
    done(database, now, signoffs.withdraw, review, vote, by=people.bob)
    assert work(database, people.bob, now).gates


def test_the_number_of_queries_does_not_grow(
    database: Database, people: People, now: datetime
) -> None:
    sent(database, people, now)
    asked: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    work(database, people.carol, now)
    work(database, people.bob, now)
    event.remove(Engine, "before_cursor_execute", note)
    assert len([each for each in asked if each.startswith("SELECT")]) <= 34
