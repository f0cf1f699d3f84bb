"""What newer facts of a service do to its approval, when they come and while it is signed again."""

from datetime import datetime, timedelta

from readiness.core.facts import from_plain
from readiness.store.engine import Database
from readiness.usecases import reviews, services, submissions
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.verdicts import gate_says

WIDER = from_plain({**FACTS, "data": ["personal"]})


def test_signing_again_after_a_reopening_wins_no_more_days(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    review = approved_review(database, people, by, now=now)
    done(database, now, services.change_facts, SLUG, WIDER, by=people.alice)
    ends_at, later = gate_says(database, now).ends_at, now + timedelta(days=20)
    done(database, later, reviews.reopen, review, ["compliance"], reason="New", by=people.alice)
    done(database, later, submissions.submit, review, ["security"], by=people.alice)
    sign(database, review, "security", by=by["security"], now=later)
    said = gate_says(database, later)
    assert (said.verdict, said.ends_at) == ("approved", ends_at)


def test_facts_that_waited_for_the_start_of_a_review_are_newer_than_its_copy(
    database: Database, people: People, now: datetime
) -> None:
    by, review = reviewers(database, people, now), start_review(database, people, now=now)
    asked_before = now - timedelta(seconds=1)
    done(database, asked_before, services.change_facts, SLUG, WIDER, by=people.alice)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert gate_says(database, now).verdict == "approved"
    assert gate_says(database, now + timedelta(days=40)).codes == ("facts_changed",)
