"""Who hears of what is said in a thread: whose turn it is, each once, and nobody when it is resolved."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import comments
from tests.factories.hearing import mails, told, with_mail
from tests.factories.people import People
from tests.factories.reviews import done, start_review
from tests.factories.signing import MINUTES


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


@pytest.fixture
def thread(database: Database, people: People, review: int, now: datetime) -> int:
    """Return one that Carol started, on a question that Bob's team signs."""
    row = done(
        database, now, comments.comment, review, "Since when?", question=MINUTES, by=people.carol
    )
    return int(row.id)


def asked(database: Database, who: Actor) -> list[tuple[str, str]]:
    """Return what the person was told of threads, each with what is asked of them."""
    return [
        (each.event, each.asked)
        for each in told(database, who)
        if each.event.startswith(("comment.", "thread."))
    ]


def test_an_answer_that_resolves_a_thread_asks_nobody(
    database: Database, people: People, review: int, thread: int, now: datetime
) -> None:
    done(database, now, comments.answer, review, thread, "May.", resolves=True, by=people.alice)
    assert asked(database, people.bob) == []
    assert asked(database, people.carol) == [("thread.resolved", "")]


def test_an_answer_and_what_it_does_to_its_thread_are_told_once(
    database: Database, people: People, review: int, thread: int, now: datetime
) -> None:
    database = with_mail(database)
    done(database, now, comments.answer, review, thread, "@Carol no.", resolves=True, by=people.bob)
    assert asked(database, people.carol) == [("comment.made", "Read it, and answer: “@Carol no.”")]
    done(database, now, comments.answer, review, thread, "@Carol yes.", by=people.alice)
    assert [event for event, _ in asked(database, people.carol)] == ["comment.made"] * 2
    assert len(mails(database, people.carol)) == 2
