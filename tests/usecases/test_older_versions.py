"""What an earlier release stored goes on to mean the same."""

from __future__ import annotations

from datetime import datetime

from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.factories.checklists import QUESTIONS, launch_document
from tests.factories.people import People
from tests.factories.reviews import start_review


def test_a_version_stored_before_a_key_existed_is_still_the_same(
    database: Database, people: People, now: datetime
) -> None:
    later = {"was", "measure", "evidence_max_age_days"}
    old = launch_document(
        questions=[{key: each[key] for key in each if key not in later} for each in QUESTIONS]
    )
    del old["retired"]
    start_review(database, people, now=now, document=old)
    with database.writing() as session:
        assert checklists.sync(session, [launch_document()], now=now) == ()
