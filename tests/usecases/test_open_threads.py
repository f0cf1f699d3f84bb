"""Questions to answer: a thread waits for exactly those whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from readiness.store.engine import Database
from readiness.usecases import comment_edits, comments, open_threads, reviews, thread_moves
from tests.factories.assigning import deactivated
from tests.factories.hearing import told
from tests.factories.people import People, make_person
from tests.factories.reviews import approved_review, done, reviewers, start_review
from tests.factories.signing import MINUTES, make
from tests.usecases.test_worklists import work

Say = Callable[..., Any]
EVERYBODY = ("alice", "bob", "carol", "ada", "eve")


@pytest.fixture
def do(database: Database, now: datetime) -> Say:
    return partial(done, database, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


def asked(database: Database, people: People) -> dict[str, list[str]]:
    """Return what waits for whom, leaving out those for whom nothing does."""
    with database.reading() as session:
        found = {
            name: open_threads.questions(session, by=getattr(people, name)) for name in EVERYBODY
        }
    return {name: [each.last.body for each in waits] for name, waits in found.items() if waits}


def test_a_question_waits_for_the_team_and_its_answer_for_who_asked(
    database: Database, people: People, do: Say, review: int
) -> None:
    thread = do(comments.comment, review, "Since when?", question=MINUTES, by=people.eve).id
    assert asked(database, people) == {"alice": ["Since when?"]}
    do(comments.answer, review, thread, "Since May.", by=people.alice)
    assert asked(database, people) == {"eve": ["Since May."]}
    do(thread_moves.resolve, review, thread, by=people.eve)
    assert asked(database, people) == {}
    do(thread_moves.reopen, review, thread, by=people.eve)
    assert asked(database, people) == {"alice": ["Since May."]}


def test_a_question_of_the_team_waits_for_who_signs_what_it_is_about(
    database: Database, people: People, do: Say, review: int
) -> None:
    first = do(comments.comment, review, "Which region?", question=MINUTES, by=people.alice).id
    do(comments.comment, review, "Is Monday fine?", gate="sre", by=people.alice)
    assert asked(database, people) == {
        "bob": ["Which region?", "Is Monday fine?"],
        "carol": ["Which region?"],
    }
    do(thread_moves.resolve, review, first, by=people.alice)
    assert asked(database, people) == {"bob": ["Is Monday fine?"]}


def test_who_is_asked_by_name_is_told_first_and_nobody_else(
    database: Database, people: People, do: Say, review: int, now: datetime
) -> None:
    do(comments.comment, review, "Which region?", question=MINUTES, by=people.bob)
    do(comments.comment, review, "Ask @alice.", question=MINUTES, by=people.bob)
    do(comments.comment, review, "And @eve.", question=MINUTES, by=people.bob)
    found = asked(database, people)
    assert found == {"alice": ["Ask @alice.", "Which region?"], "eve": ["And @eve."]}
    (first, second) = work(database, people.alice, now).questions
    assert (first.word, second.word) == ("Asks you", "Question")
    assert first.title == "Bob: Ask @alice."
    do(comments.comment, review, "**Now** `@eve`, @alice", question=MINUTES, by=people.bob)
    assert "Bob: Now @eve, @alice" in [
        each.title for each in work(database, people.alice, now).questions
    ]
    assert first.note == "Checkout · Is deployment.minutes in order?"
    assert work(database, people.eve, now).first == work(database, people.eve, now).questions[0]


def test_the_newest_text_says_who_is_asked(
    database: Database, people: People, do: Say, review: int
) -> None:
    row = do(comments.comment, review, "Ask @eve.", question=MINUTES, by=people.bob).id
    do(comment_edits.edit, review, row, row, "Ask @carol.", base=0, by=people.bob)
    assert asked(database, people) == {"carol": ["Ask @carol."]}


def test_nobody_waits_for_their_own_word(
    database: Database, people: People, do: Say, review: int, now: datetime
) -> None:
    """Of a team of one that is also the reviewing one, nobody else could answer."""
    with database.writing() as session:
        both = make_person(session, "Both", teams=("payments", "sre"))
        session.commit()
    do(comments.comment, review, "Hm?", question=MINUTES, by=both)
    with database.reading() as session:
        assert open_threads.questions(session, by=both) == ()


def test_of_an_approved_review_only_who_is_named_is_asked_and_of_an_abandoned_one_nobody(
    database: Database, people: People, do: Say, now: datetime
) -> None:
    by = reviewers(database, people, now)
    review = approved_review(database, people, by, now=now)
    do(comments.comment, review, "Still so?", question=MINUTES, by=people.bob)
    do(comments.comment, review, "@eve, still so?", question=MINUTES, by=people.bob)
    assert asked(database, people) == {"eve": ["@eve, still so?"]}
    other = start_review(database, people, now=now, environment="staging")
    do(comments.comment, other, "@eve?", question=MINUTES, by=people.bob)
    do(reviews.abandon, other, reason="Not now.", by=people.alice)
    assert asked(database, people) == {"eve": ["@eve, still so?"]}


def test_what_waited_for_somebody_who_left_waits_for_who_signs_it(
    database: Database, people: People, do: Say, review: int
) -> None:
    ben = make(database, "Ben", "sre")
    thread = do(comments.comment, review, "Since when?", question=MINUTES, by=ben).id
    do(deactivated, ben, by=people.ada)
    do(comments.answer, review, thread, "Since May.", by=people.alice)
    assert asked(database, people) == {"bob": ["Since May."], "carol": ["Since May."]}
    assert [(each.event, each.of) for each in told(database, people.bob)] == [
        ("comment.made", "Bob and Carol")
    ]
