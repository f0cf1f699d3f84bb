"""Threads: answered, resolved and reopened, and never out of their review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from readiness.core.errors import NotFound
from readiness.core.rights import Actor
from readiness.core.threads import Side, Turn
from readiness.store.comments import Comment
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import comment_edits, comments, dossiers, thread_moves, threads
from readiness.usecases.threads import Threads
from tests.factories.people import People
from tests.factories.reviews import done, start_review
from tests.factories.signing import MINUTES

Say = Callable[..., Any]


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


@pytest.fixture
def do(database: Database, now: datetime) -> Say:
    return partial(done, database, now)


@pytest.fixture
def thread(do: Say, people: People, review: int) -> int:
    """Return one that Bob started."""
    row = do(comments.comment, review, "Since when?", question=MINUTES, by=people.bob)
    return int(row.id)


def read(database: Database, review: int, by: Actor, now: datetime) -> Threads:
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
        return threads.of_review(session, found, by=by)


def told(database: Database, review: int, by: Actor, now: datetime) -> list[str]:
    found = read(database, review, by, now)
    return [found.told(each) for each in found.every]


def entries(database: Database, kind: str) -> list[dict[str, Any]]:
    with database.reading() as session:
        query = select(LedgerEntry).where(LedgerEntry.event.startswith(kind))
        rows = session.scalars(query.order_by(LedgerEntry.seq))
        return [{"event": row.event, **row.about} for row in rows.all()]


def test_it_is_the_turn_of_the_other_side_until_somebody_resolves_it(
    database: Database, people: People, do: Say, review: int, thread: int, now: datetime
) -> None:
    assert told(database, review, people.bob, now) == ["It is the turn of Payments"]
    do(comments.answer, review, thread, "Since May.", by=people.alice)
    assert told(database, review, people.bob, now) == ["It is your turn"]
    assert told(database, review, people.alice, now) == ["It is the turn of Bob"]
    do(thread_moves.resolve, review, thread, by=people.bob)
    assert told(database, review, people.bob, now) == ["Resolved"]
    do(thread_moves.reopen, review, thread, by=people.alice)
    assert told(database, review, people.alice, now) == ["It is the turn of Bob"]


def test_a_question_of_the_team_goes_to_who_signs_it(
    database: Database, people: People, do: Say, review: int, now: datetime
) -> None:
    do(comments.comment, review, "Which region?", question=MINUTES, by=people.alice)
    do(comments.comment, review, "Is Monday fine?", gate="security", by=people.alice)
    assert told(database, review, people.eve, now) == [
        "It is the turn of SRE and Launch coordination",
        "It is the turn of Security",
    ]


def test_an_answer_opens_what_was_resolved_unless_it_resolves_it(
    database: Database, people: People, do: Say, review: int, thread: int, now: datetime
) -> None:
    do(comments.answer, review, thread, "Since May.", resolves=True, by=people.alice)
    assert read(database, review, people.bob, now).open == ()
    do(comments.answer, review, thread, "May of which year?", by=people.bob)
    assert told(database, review, people.bob, now) == ["It is the turn of Payments"]
    events = [each["event"] for each in entries(database, "")[-4:]]
    assert events == ["comment.made", "thread.resolved", "comment.made", "thread.reopened"]


def test_resolving_twice_is_one_entry(
    database: Database, people: People, do: Say, review: int, thread: int
) -> None:
    for by in (people.alice, people.bob):
        do(thread_moves.resolve, review, thread, by=by)
    about = {"thread": thread, "question": MINUTES, "gate": None}
    assert entries(database, "thread.") == [{"event": "thread.resolved", **about}]


def test_the_ledger_says_in_which_thread_and_who_is_named(
    database: Database, people: People, do: Say, review: int, thread: int
) -> None:
    do(comments.answer, review, thread, "Ask @bob, or @Eve.", by=people.alice)
    *_, last = entries(database, "comment.made")
    assert (last["thread"], last["question"], last["gate"]) == (thread, MINUTES, None)
    assert last["comment"] != thread
    assert last["mentions"] == sorted([people.bob.person or 0, people.eve.person or 0])
    assert "Ask" not in str(last)


def test_whoever_is_named_is_asked_before_any_side(
    database: Database, people: People, do: Say, review: int, thread: int, now: datetime
) -> None:
    do(comments.answer, review, thread, "@eve knows.", by=people.alice)
    (found,) = read(database, review, people.eve, now).every
    assert found.turn == Turn(Side.PEOPLE, frozenset({people.eve.person or 0}))


def test_whom_an_edit_names_is_asked_though_they_wrote_before_it(
    database: Database, people: People, review: int, now: datetime
) -> None:
    after = iter(now + timedelta(minutes=number) for number in range(9))
    first = said = done(
        database, next(after), comments.comment, review, "Why?", question=MINUTES, by=people.alice
    )
    done(database, next(after), comments.answer, review, first.id, "Same.", by=people.eve)
    edit = partial(comment_edits.edit, review_id=review, thread_id=first.id, comment_id=said.id)
    done(database, next(after), edit, body="@Eve, why?", base=0, by=people.alice)
    asked = Turn(Side.PEOPLE, frozenset({people.eve.person or 0}))
    assert read(database, review, people.bob, now).every[0].turn == asked
    done(database, next(after), comments.answer, review, first.id, "So.", by=people.eve)
    done(database, next(after), edit, body="@Eve, why so?", base=1, by=people.alice)
    assert read(database, review, people.bob, now).every[0].turn == Turn(Side.TEAM)
    done(database, next(after), edit, body="Why so?", base=2, by=people.alice)
    done(database, next(after), edit, body="@Eve, why so?", base=3, by=people.alice)
    assert read(database, review, people.bob, now).every[0].turn == asked


def test_a_thread_of_another_review_is_not_found(
    database: Database, people: People, do: Say, review: int, thread: int, now: datetime
) -> None:
    other = start_review(database, people, now=now, environment="staging")
    answer = do(comments.answer, review, thread, "May.", by=people.alice).id
    for wrong in ((other, thread), (review, answer), (review, 999)):
        for verb in (thread_moves.resolve, thread_moves.reopen):
            with pytest.raises(NotFound):
                do(verb, *wrong, by=people.bob)
        with pytest.raises(NotFound):
            do(comments.answer, *wrong, "Hello", by=people.bob)


def test_the_database_keeps_an_answer_in_the_review_of_its_thread(
    database: Database, people: People, thread: int, now: datetime
) -> None:
    other = start_review(database, people, now=now, environment="staging")
    row = {"body": "x", "salt": "x", "by": people.bob.person, "at": now}
    with database.writing() as session:
        session.add(Comment(review_id=other, thread_id=thread, **row))
        with pytest.raises(IntegrityError):
            session.flush()


def test_reading_them_costs_the_same_however_many_there_are(
    database: Database, people: People, do: Say, review: int, thread: int, now: datetime
) -> None:
    before = queries(database, review, people.bob, now)
    for number in range(5):
        row = do(comments.comment, review, f"@eve, {number}?", gate="sre", by=people.bob)
        do(comments.answer, review, row.id, "Yes.", resolves=True, by=people.eve)
    assert queries(database, review, people.bob, now) == before


def queries(database: Database, review: int, by: Actor, now: datetime) -> int:
    asked: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    read(database, review, by, now)
    event.remove(Engine, "before_cursor_execute", note)
    return len(asked)
