"""Whoever may read may try, and trying writes nothing."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.errors import NotFound, NotSignedIn
from readiness.core.facts import Facts
from readiness.core.rights import NOBODY, Actor
from readiness.store.engine import Database
from readiness.usecases import tryouts
from tests.factories.people import People
from tests.factories.reviews import SLUG, start_review

UNKNOWN = Facts({})


def test_a_checklist_is_tried_in_a_session_that_only_reads(
    database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    given = {"deployment.rollback": "yes"}
    with database.reading() as session:
        assert tryouts.of_launches(session, by=people.eve).id == "launch"
        known = tryouts.known(session, SLUG, by=people.eve)
        found = tryouts.tried(
            session, "launch", 1, facts=known.facts, given=given, by=people.eve, now=now
        )
    assert (known.name, known.facts.of("tier")) == ("Checkout", 2)
    assert found.checklist.id == "launch"
    assert found.found.grades["deployment.rollback"].is_met


@pytest.mark.parametrize("who", [NOBODY])
def test_trying_takes_a_sign_in(database: Database, now: datetime, who: Actor) -> None:
    with database.reading() as session:
        with pytest.raises(NotSignedIn):
            tryouts.of_launches(session, by=who)
        with pytest.raises(NotSignedIn):
            tryouts.known(session, SLUG, by=who)
        with pytest.raises(NotSignedIn):
            tryouts.tried(session, "launch", 1, facts=UNKNOWN, given={}, by=who, now=now)


def test_what_is_not_there_is_not_found(database: Database, people: People, now: datetime) -> None:
    with database.reading() as session:
        with pytest.raises(NotFound, match="no checklist for launches"):
            tryouts.of_launches(session, by=people.eve)
        with pytest.raises(NotFound):
            tryouts.known(session, "gone", by=people.eve)
        with pytest.raises(NotFound):
            tryouts.tried(session, "gone", 1, facts=UNKNOWN, given={}, by=people.eve, now=now)
