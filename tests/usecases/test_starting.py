"""What may be started, and when."""

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import BadInput, WrongMoment
from readiness.core.facts import from_plain
from readiness.store.engine import Database
from readiness.usecases import reviews, services, starting
from tests.factories.people import People
from tests.factories.reviews import FACTS, SLUG, done, start_review


def test_a_launch_is_planned_ahead_for_a_place_that_there_is(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, reviews.abandon, review, reason="Anew.", by=people.alice)
    said = {"environment": "production", "by": people.alice}
    with pytest.raises(BadInput) as refused:
        done(database, now, starting.start, SLUG, planned_at=now, **said)
    assert set(refused.value.faults) == {"planned_at"}
    said["environment"] = "moon"
    with pytest.raises(BadInput) as refused:
        done(database, now, starting.start, SLUG, planned_at=now + timedelta(days=1), **said)
    assert set(refused.value.faults) == {"environment"}


def test_without_a_checklist_no_review_is_started(
    database: Database, people: People, now: datetime
) -> None:
    known = from_plain(FACTS)
    done(database, now, services.create, "Till", team="payments", facts=known, by=people.alice)
    said = {"environment": "production", "planned_at": now + timedelta(days=1)}
    with pytest.raises(WrongMoment, match="no launch checklist yet"):
        done(database, now, starting.start, "till", by=people.alice, **said)
