"""On which day a launch was: any since the approval, as the owner team counts days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from readiness.core.errors import BadInput
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.usecases import launches, lives
from tests.factories.people import People
from tests.factories.reviews import SLUG, approved_review, done, reviewers


@pytest.fixture
def approved(database: Database, people: People, now: datetime) -> int:
    return approved_review(database, people, reviewers(database, people, now), now=now)


def test_the_launch_was_on_a_day_since_the_approval(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    later = now + timedelta(days=3)
    for day in (now.date() - timedelta(days=1), later.date() + timedelta(days=1)):
        with pytest.raises(BadInput):
            done(database, later, launches.launched, approved, by=people.alice, on=day)
    done(database, later, launches.launched, approved, by=people.alice, on=date(2026, 11, 24))
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        life = lives.life_of(session, service, now=later)
    assert life.since == date(2026, 11, 24)
