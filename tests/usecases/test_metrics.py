"""Gates that wait are counted for each team, with how long the oldest waits."""

from datetime import datetime, timedelta

from readiness.core import metrics as core
from readiness.store.engine import Database
from readiness.usecases import metrics
from tests.factories.people import People
from tests.factories.reviews import answer_everything, start_review, submit_all


def test_what_waits_for_a_team_is_counted_with_its_age(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    text = core.text(metrics.look(database, now + timedelta(hours=2)))
    assert 'readiness_gates_waiting{team="sre"} 1\n' in text
    assert 'readiness_gates_oldest_seconds{team="sre"} 7200\n' in text
    assert 'verdict="blocked"' in text
