"""Planning a review for another time: recorded, and nothing else changes by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from readiness.core.errors import BadInput, Forbidden, WrongMoment
from readiness.store.engine import Database
from readiness.store.ledger import of_event
from readiness.usecases import dossiers, launches, plans
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.waivers import ROLLBACK, waived


def test_an_approved_launch_is_planned_anew_and_every_signature_stands(
    database: Database, people: People, now: datetime
) -> None:
    review = approved_review(database, people, reviewers(database, people, now), now=now)
    done(database, now, plans.plan, review, now + timedelta(days=21), by=people.carol)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
        (entry,) = of_event(session, "review.planned")
    assert found.review.planned_at == now + timedelta(days=21)
    assert found.phase.is_approved
    assert all(gate.is_signed for gate in found.gates)
    assert found.moves[-1].move == "planned"
    assert entry.about["earlier"] == "2026-12-07 10:00 UTC"
    assert entry.about["planned_at"] == "2026-12-14 10:00 UTC"


def test_neither_the_past_nor_the_same_time_nor_what_is_over_is_planned(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    for planned_at in (now, now + timedelta(days=14)):
        with pytest.raises(BadInput):
            done(database, now, plans.plan, review, planned_at, by=people.alice)
    with pytest.raises(Forbidden):
        done(database, now, plans.plan, review, now + timedelta(days=9), by=people.bob)


def test_a_waiver_that_ends_before_the_planned_day_is_the_end_that_is_told(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    no = {"choice": "no", "reason": "The tool comes."}
    answer_everything(database, review, by=people.alice, now=now, but={ROLLBACK: no})
    waived(database, review, people.alice, people.carol, now, until=date(2026, 11, 30))
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
    closing = plans.closing(found, now)
    assert closing == plans.Closing(
        datetime.fromisoformat("2026-11-30T10:00:00+00:00"), "a waiver ends then", is_early=True
    )


def test_a_waiver_that_is_needed_no_more_closes_nothing(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    no = {"choice": "no", "reason": "The tool comes."}
    answer_everything(database, review, by=people.alice, now=now, but={ROLLBACK: no})
    waived(database, review, people.alice, people.carol, now, until=date(2026, 11, 30))
    answer(database, review, ROLLBACK, {"choice": "yes"}, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
    closing = plans.closing(found, now)
    assert closing is not None
    assert closing.at > datetime.fromisoformat("2026-11-30T10:00:00+00:00")


def test_what_has_launched_is_planned_no_more(
    database: Database, people: People, now: datetime
) -> None:
    review = approved_review(database, people, reviewers(database, people, now), now=now)
    done(database, now, launches.launched, review, by=people.alice)
    with pytest.raises(WrongMoment):
        done(database, now, plans.plan, review, now + timedelta(days=21), by=people.alice)
