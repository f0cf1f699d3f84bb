"""What people of several services ask about one question is offered to coordinators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import yaml

from readiness.core.errors import Forbidden, NotFound
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import asked_often, comment_edits, comments, services, starting, transaction
from readiness.usecases.asked_often import Offer
from tests.factories.applying import apply, newer_document, release, renamed
from tests.factories.checklists import QUESTIONS
from tests.factories.people import People
from tests.factories.reviews import FACTS, done, start_review
from tests.factories.signing import MINUTES
from tests.usecases.test_worklists import work

Do = Callable[..., Any]


@pytest.fixture
def do(database: Database, now: datetime) -> Do:
    return partial(done, database, now)


@pytest.fixture
def reviews(database: Database, people: People, do: Do, now: datetime) -> list[int]:
    """Return a review each of seven services by one checklist."""
    first = start_review(database, people, now=now)
    later = {"environment": "production", "planned_at": now + timedelta(days=14)}
    made = [first]
    for number in range(2, 8):
        named = {"team": "payments", "facts": from_plain(FACTS), "by": people.alice}
        do(services.create, f"Service {number}", **named)
        made.append(do(starting.start, f"service-{number}", by=people.alice, **later).id)
    return made


def ask(do: Do, people: People, reviews: list[int]) -> list[int]:
    said = {"question": MINUTES, "by": people.alice}
    return [do(comments.comment, each, f"Which minutes, {each}?", **said).id for each in reviews]


def put_away(database: Database, now: datetime, by: Actor) -> None:
    with database.writing() as session:
        asked_often.put_away(session, "launch", MINUTES, by=by)
        transaction.commit(session, now=now)


def offers(database: Database, by: Actor) -> tuple[Offer, ...]:
    with database.reading() as session:
        return asked_often.offers(session, by=by)


def test_from_three_services_on_it_is_offered(
    database: Database, people: People, do: Do, reviews: list[int]
) -> None:
    ask(do, people, [*reviews[:2], reviews[0]])
    assert offers(database, people.carol) == (), "one service that asks twice is one"
    ask(do, people, reviews[2:3])
    (found,) = offers(database, people.carol)
    assert (found.often.question.id, found.often.services) == (MINUTES, 3)
    assert [each.thread.name for each in found.threads][:2] == ["Service 3", "Checkout"]
    do(comments.comment, reviews[4], "Else?", gate="sre", by=people.bob)
    assert len(offers(database, people.carol)) == 1, "threads on gates are about no question"


def test_the_draft_is_yaml_that_reads_back_with_the_newest_words(
    database: Database, people: People, do: Do, reviews: list[int]
) -> None:
    first, *_ = ask(do, people, reviews[:3])
    edit = {"base": 0, "by": people.alice}
    do(comment_edits.edit, reviews[0], first, first, '"Whose": #minutes?', **edit)
    do(comments.answer, reviews[0], first, "- Ours:\n\n  | x", by=people.bob)
    (found,) = offers(database, people.carol)
    (read,) = yaml.safe_load(found.draft)
    assert read["id"] == MINUTES
    assert '- "Whose": #minutes? Answer: - Ours: | x' in read["help"]
    assert read["help"].startswith(found.often.question.help)
    assert f"Which minutes, {reviews[1]}?" in read["help"]


def test_a_coordinator_is_told_at_home_and_puts_it_away_until_more_ask(
    database: Database, people: People, do: Do, reviews: list[int], now: datetime
) -> None:
    ask(do, people, reviews[:3])
    for each in reviews[:4]:
        said = {"question": "deployment.rollback", "by": people.alice}
        do(comments.comment, each, "Back to what?", **said)
    (other, item) = work(database, people.carol, now).asked_often
    assert other.title == "Is deployment.rollback in order?", "what more services ask comes first"
    assert item.note.endswith("asked about in 3 services")
    assert item not in work(database, people.carol, now).every, "no work of today"
    assert work(database, people.alice, now).asked_often == ()
    for _ in range(2):
        put_away(database, now, people.carol)
    assert work(database, people.carol, now).asked_often == (other,)
    assert [each.often.is_put_away for each in offers(database, people.carol)] == [False, True]
    ask(do, people, reviews[3:5])
    assert work(database, people.carol, now).asked_often == (other,)
    ask(do, people, reviews[5:6])
    assert len(work(database, people.carol, now).asked_often) == 2


def test_only_coordinators_put_it_away_and_only_what_is_offered(
    database: Database, people: People, reviews: list[int], now: datetime
) -> None:
    with pytest.raises(Forbidden):
        put_away(database, now, people.alice)
    with pytest.raises(NotFound):
        put_away(database, now, people.carol)


def test_what_a_newer_version_asks_no_more_is_offered_no_more(
    database: Database, people: People, do: Do, reviews: list[int], now: datetime
) -> None:
    ask(do, people, reviews[:3])
    left = [each for each in QUESTIONS if each["id"] != MINUTES]
    release(database, now, newer_document(questions=left))
    assert offers(database, people.carol) == ()


def test_a_question_counts_together_under_all_its_ids(
    database: Database, people: People, do: Do, reviews: list[int], now: datetime
) -> None:
    ask(do, people, reviews[:2])
    renamed_one = newer_document(questions=renamed(MINUTES, "deployment.back"))
    release(database, now, renamed_one)
    apply(database, reviews[2], people.alice, now)
    said = {"question": "deployment.back", "by": people.alice}
    do(comments.comment, reviews[2], "Which?", **said)
    (found,) = offers(database, people.carol)
    assert (found.often.question.id, found.often.services) == ("deployment.back", 3)
