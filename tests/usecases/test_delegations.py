"""Work is handed to people: they may answer exactly that, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import (
    answers,
    dossiers,
    handed_work,
    reviews,
    signoffs,
    submissions,
    transaction,
    worklists,
)
from readiness.usecases.work_items import Item
from tests.factories.assigning import deactivated, entries
from tests.factories.delegating import hand, rows, take_back
from tests.factories.people import People
from tests.factories.reviews import (
    EVIDENCE,
    answer,
    answer_everything,
    approved_review,
    done,
    reviewers,
    start_review,
    submit_all,
)
from tests.factories.widgets import widget_document

ROLLBACK, MINUTES, DUTIES = "deployment.rollback", "deployment.minutes", "compliance.duties"
YES = {"choice": "yes", "reason": "As drilled."}
LATER = timedelta(days=3)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now, document=widget_document())


def test_who_has_a_question_answers_it_and_nothing_else(
    database: Database, people: People, now: datetime, review: int
) -> None:
    eve, by = people.eve, people.alice
    with pytest.raises(Forbidden):
        answer(database, review, ROLLBACK, YES, by=eve, now=now)
    hand(database, review, eve, ROLLBACK, by=by, now=now)
    answer(database, review, ROLLBACK, YES, by=eve, now=now)
    done(database, now, answers.add_evidence, review, ROLLBACK, **EVIDENCE, by=eve)
    done(database, now, answers.remove_evidence, review, ROLLBACK, url=EVIDENCE["url"], by=eve)
    for question in (MINUTES, DUTIES, "no.such"):
        with pytest.raises(Forbidden):
            done(database, now, answers.add_evidence, review, question, **EVIDENCE, by=eve)
    with pytest.raises(Forbidden):
        submit_all(database, review, by=eve, now=now)
    # The team that owns the service goes on answering.
    answer(database, review, ROLLBACK, {**YES, "reason": "So."}, by=by, now=now)


def test_a_save_where_nothing_was_handed_reads_nothing_of_it(
    database: Database, people: People, now: datetime, review: int
) -> None:
    asked: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    done(database, now, answers.save, review, ROLLBACK, YES, base=0, by=people.alice)
    event.remove(Engine, "before_cursor_execute", note)
    assert asked
    assert not any("delegations" in each for each in asked)


def test_a_question_of_its_own_goes_before_its_area_and_comes_back_to_it(
    database: Database, people: People, now: datetime, review: int
) -> None:
    eve, ada, by = people.eve, people.ada, people.alice
    hand(database, review, eve, "deployment", by=by, now=now)
    hand(database, review, ada, ROLLBACK, by=by, now=now)
    answer(database, review, ROLLBACK, YES, by=ada, now=now)
    with pytest.raises(Forbidden):
        answer(database, review, ROLLBACK, {**YES, "reason": "No."}, by=eve, now=now)
    take_back(database, review, ROLLBACK, by=by, now=now)
    answer(database, review, ROLLBACK, {**YES, "reason": "Eve's."}, by=eve, now=now)
    with pytest.raises(Forbidden):
        answer(database, review, ROLLBACK, YES, by=ada, now=now)


def test_it_is_handed_on_and_given_back_by_who_has_it(
    database: Database, people: People, now: datetime, review: int
) -> None:
    eve, ada, by = people.eve, people.ada, people.alice
    with pytest.raises(Forbidden):
        hand(database, review, eve, "deployment", by=eve, now=now)
    hand(database, review, eve, "deployment", by=by, now=now)
    hand(database, review, ada, "deployment", by=eve, now=now)
    with pytest.raises(Forbidden):
        hand(database, review, eve, "deployment", by=eve, now=now)
    with pytest.raises(Forbidden):
        take_back(database, review, "deployment", by=eve, now=now)
    take_back(database, review, "deployment", by=ada, now=now)
    with pytest.raises(Forbidden):
        answer(database, review, ROLLBACK, YES, by=ada, now=now)
    assert [row.person_id for row in rows(database, review)] == [eve.person, ada.person, None]
    told = [(each.event, each.about["person"]) for each in _entries(database)]
    assert told == [
        ("work.handed", eve.person),
        ("work.handed", ada.person),
        ("work.returned", ada.person),
    ]


def _entries(database: Database) -> list[Any]:
    return [*entries(database, "work.handed"), *entries(database, "work.returned")]


def test_the_note_is_in_the_ledger_as_a_digest_alone(
    database: Database, people: People, now: datetime, review: int
) -> None:
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now, note="Ask Olaf")
    (entry,) = entries(database, "work.handed")
    assert "Olaf" not in str(entry.about)
    assert entry.about["digest"]


def test_the_same_again_is_no_second_hand_over(
    database: Database, people: People, now: datetime, review: int
) -> None:
    for _ in range(2):
        hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)
    take_back(database, review, MINUTES, by=people.alice, now=now)
    assert len(rows(database, review)) == 1


def test_two_who_hand_the_same_thing_are_told(
    database: Database, people: People, now: datetime, review: int
) -> None:
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)
    with pytest.raises(WrongMoment, match="Somebody was faster"):
        hand(database, review, people.ada, ROLLBACK, by=people.alice, now=now, seen=0)
    # What else was handed meanwhile is in nobody's way.
    hand(database, review, people.ada, MINUTES, by=people.alice, now=now, seen=0)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"note": "x" * 1001}, "at most 1000"),
        ({"wished_on": date(2020, 1, 1)}, "today or a later day"),
    ],
)
def test_what_is_wrong_with_a_wish_is_told(
    database: Database, people: People, now: datetime, review: int, given: Any, fault: str
) -> None:
    with pytest.raises(BadInput, match=fault):
        hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now, **given)


def test_it_takes_somebody_who_can_sign_in_and_something_that_is_there(
    database: Database, people: People, now: datetime, review: int
) -> None:
    done(database, now, deactivated, people.eve, by=people.ada)
    with pytest.raises(BadInput, match="Nobody can sign in"):
        hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)
    with pytest.raises(BadInput, match="at least one"):
        hand(database, review, people.ada, by=people.alice, now=now)
    with pytest.raises(NotFound):
        hand(database, review, people.ada, "no.such", by=people.alice, now=now)


def test_who_could_sign_is_handed_it_only_knowingly_and_does_not_sign_after_answering(
    database: Database, people: People, now: datetime, review: int
) -> None:
    bob, by = people.bob, people.alice
    with pytest.raises(BadInput, match="Bob can sign SRE, and cannot any more"):
        hand(database, review, bob, ROLLBACK, by=by, now=now)
    hand(database, review, bob, DUTIES, by=by, now=now)  # another team's gate covers it
    hand(database, review, bob, ROLLBACK, by=by, now=now, is_aware=True)
    answer(database, review, ROLLBACK, YES, by=bob, now=now)
    answer_everything(database, review, by=by, now=now, but={ROLLBACK: YES})
    done(database, now, submissions.submit, review, ["sre"], by=by)
    with database.writing() as session:
        digest = dossiers.load(session, review, now=now).gate("sre").ballot.digest
        with pytest.raises((Forbidden, WrongMoment, BadInput)):
            signoffs.vote(session, review, "sre", Choice.APPROVE, digest=digest, by=bob, now=now)
    # They have nothing to lose any more, so nobody is asked again.
    hand(database, review, bob, MINUTES, by=by, now=now)


def test_what_is_read_only_is_not_handed(database: Database, people: People, now: datetime) -> None:
    approved = approved_review(database, people, reviewers(database, people, now), now=now)
    with pytest.raises(WrongMoment, match="read-only"):
        hand(database, approved, people.eve, ROLLBACK, by=people.alice, now=now)


def test_taken_back_before_the_save_is_committed_it_is_refused(
    database: Database, people: People, now: datetime, review: int
) -> None:
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)
    take_back(database, review, ROLLBACK, by=people.alice, now=now)
    with database.writing() as session, pytest.raises(Forbidden):
        answers.save(session, review, ROLLBACK, YES, base=0, by=people.eve, now=now)
    # And who is read before their account ends saves nothing after it.
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)
    done(database, now, deactivated, people.eve, by=people.ada)
    with database.writing() as session:
        answers.save(session, review, ROLLBACK, YES, base=0, by=people.eve, now=now)
        with pytest.raises(Forbidden):
            transaction.commit(session, now=now)


def test_how_far_each_person_is(
    database: Database, people: People, now: datetime, review: int
) -> None:
    wished = now.date()
    hand(database, review, people.eve, "deployment", by=people.alice, now=now, wished_on=wished)
    hand(database, review, people.ada, MINUTES, by=people.alice, now=now)
    answer(database, review, ROLLBACK, YES, by=people.eve, now=now)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now + LATER)
        given = handed_work.work(session, found, by=people.bob)
    told = handed_work.shares(found, given, now=now + LATER)
    assert [(each.name, each.answered, each.asked, each.is_late) for each in told] == [
        ("Ada", 0, 1, False),
        ("Eve", 1, 2, True),
    ]
    assert [each.by for each in told[1].parts] == ["Alice"]


def test_only_what_is_still_open_is_late(
    database: Database, people: People, now: datetime, review: int
) -> None:
    soon, later = now.date(), now.date() + timedelta(days=30)
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now, wished_on=soon)
    hand(database, review, people.eve, MINUTES, by=people.alice, now=now, wished_on=later)
    answer(database, review, ROLLBACK, YES, by=people.eve, now=now)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now + LATER)
        given = handed_work.work(session, found, by=people.bob)
    (share,) = handed_work.shares(found, given, now=now + LATER)
    assert not share.is_late
    (item,) = _asked_of(database, people.eve, now + LATER)
    assert (item.word, f"wished by {later.day} " in item.note) == ("Handed to you", True)


def test_a_day_that_began_only_elsewhere_can_be_wished_for(
    database: Database, people: People, now: datetime, review: int
) -> None:
    alice = replace(people.alice, time_zone="America/Los_Angeles")
    at = now.replace(hour=2)
    today = at.date() - timedelta(days=1)
    hand(database, review, people.eve, ROLLBACK, by=alice, now=at, wished_on=today)
    with pytest.raises(BadInput, match="today or a later day"):
        hand(database, review, people.eve, MINUTES, by=people.alice, now=at, wished_on=today)


def _asked_of(database: Database, who: Actor, now: datetime) -> tuple[Item, ...]:
    with database.reading() as session:
        return worklists.worklist(session, by=who, now=now).handed


def test_home_tells_what_is_asked_of_whom_until_it_is_answered(
    database: Database, people: People, now: datetime, review: int
) -> None:
    assert _asked_of(database, people.eve, now) == ()
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now, wished_on=now.date())
    (item,) = _asked_of(database, people.eve, now)
    assert item.path == f"/reviews/{review}/areas/deployment#{ROLLBACK}"
    assert item.sentence == "Answer what Alice handed to you for Checkout."
    assert "1 question of 1 still open" in item.note
    assert _asked_of(database, people.eve, now + LATER)[0].word == "Late"
    assert _asked_of(database, people.ada, now) == ()
    answer(database, review, ROLLBACK, YES, by=people.eve, now=now)
    assert _asked_of(database, people.eve, now) == ()
    hand(database, review, people.eve, MINUTES, by=people.alice, now=now)
    done(database, now, reviews.abandon, review, reason="Not now.", by=people.alice)
    assert _asked_of(database, people.eve, now) == ()
