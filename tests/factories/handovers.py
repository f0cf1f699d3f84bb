"""A service on its way from its launch to an SRE team and back, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.handovers import Handover, handovers_of
from readiness.store.services import Service, service_by_slug
from readiness.usecases import handovers, launches
from tests.factories.kinds import SELF_MANAGED_DAYS, handoff_document
from tests.factories.people import People
from tests.factories.reviews import SLUG, approved_review, done

By = Mapping[str, Actor]
SELF_MANAGED = timedelta(days=SELF_MANAGED_DAYS)
#: For how long after the notice these tests let the SRE team go on consulting.
NOTICE, CONSULTING = timedelta(days=14), timedelta(days=90)


def launched_service(database: Database, people: People, by: By, now: datetime) -> int:
    """Return the launch review of Checkout, which has launched now."""
    review = approved_review(database, people, by, now=now)
    done(database, now, launches.launched, review, by=people.alice)
    return review


def signed_handoff(
    database: Database, people: People, by: By, now: datetime, **document: Any
) -> int:
    return approved_review(database, people, by, now=now, document=handoff_document(**document))


def accept(database: Database, by: Actor, now: datetime, team: str = "sre") -> None:
    done(database, now, handovers.accept, SLUG, team, by=by)


def accepted_service(database: Database, people: People, by: By, now: datetime) -> datetime:
    """Launch Checkout now, and return when Bob has accepted it for SRE."""
    launched_service(database, people, by, now)
    signed_handoff(database, people, by, now)
    accept(database, people.bob, now + SELF_MANAGED)
    return now + SELF_MANAGED


def hand_back(database: Database, by: Actor, now: datetime, **said: Any) -> None:
    ends = (now + NOTICE).date()
    given = {
        "reason": "It pages twice a night.",
        "effective_on": ends,
        "consulting_until": ends + CONSULTING,
        **said,
    }
    done(database, now, handovers.hand_back, SLUG, by=by, **given)


def retire(database: Database, by: Actor, now: datetime, reason: str = "Nobody uses it.") -> None:
    done(database, now, handovers.retire, SLUG, reason=reason, by=by)


def stage(database: Database) -> str:
    return _service(database).stage


def steps(database: Database) -> list[Handover]:
    with database.reading() as session:
        return list(handovers_of(session, _service(database).id))


def _service(database: Database) -> Service:
    with database.reading() as session:
        found = service_by_slug(session, SLUG)
        assert found is not None
        return found
