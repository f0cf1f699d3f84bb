"""What a service's newer facts do to an approval when they and a review are changed at once."""

from datetime import datetime, timedelta

from readiness.core.facts import from_plain
from readiness.store.engine import Database
from readiness.usecases import services
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    SLUG,
    answer_everything,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.verdicts import gate_says


def test_facts_that_waited_for_the_start_of_a_review_are_newer_than_its_copy(
    database: Database, people: People, now: datetime
) -> None:
    by, review = reviewers(database, people, now), start_review(database, people, now=now)
    asked_before = now - timedelta(seconds=1)
    wider = from_plain({**FACTS, "data": ["personal"]})
    done(database, asked_before, services.change_facts, SLUG, wider, by=people.alice)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert gate_says(database, now).verdict == "approved"
    assert gate_says(database, now + timedelta(days=40)).codes == ("facts_changed",)
