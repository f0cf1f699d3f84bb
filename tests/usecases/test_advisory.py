"""Coordinators make the gate advisory somewhere, until a day or until they enforce it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.advisory import Rule, Scope
from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import (
    advisory,
    advisory_pages,
    advisory_passes,
    freezes,
    profiles,
    standing_freezes,
)
from tests.factories.freezing import holidays
from tests.factories.people import People
from tests.factories.reviews import SLUG, done, start_review

DAY = timedelta(days=1)


def advise(
    database: Database,
    by: Actor,
    now: datetime,
    scope: Scope = Scope.SERVICE,
    value: str = SLUG,
    ends_at: datetime | None = None,
) -> int:
    said = (scope, value, "We begin with a pilot.")
    return done(database, now, advisory.advise, *said, ends_at=ends_at, by=by).id


def enforce(database: Database, which: int, by: Actor, now: datetime) -> None:
    done(database, now, advisory.enforce, which, "They are ready.", by=by)


def rules(database: Database) -> tuple[Rule, ...]:
    """Return what the gate reads."""
    with database.reading() as session:
        return standing_freezes.calendar(session).rules


def kind(database: Database, by: Actor, now: datetime) -> str:
    with database.reading() as session:
        return profiles.profile(session, SLUG, by=by, now=now).production.kind


@pytest.fixture(autouse=True)
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


def test_only_coordinators_make_it_advisory_and_enforce_it(
    database: Database, people: People, now: datetime
) -> None:
    which = advise(database, people.carol, now)
    for who in (people.alice, people.bob, people.ada, people.eve):
        with pytest.raises(Forbidden, match="make the gate advisory"):
            advise(database, who, now)
        with pytest.raises(Forbidden, match="make the gate advisory"):
            enforce(database, which, who, now)


@pytest.mark.parametrize(
    ("scope", "value"),
    [(Scope.SERVICE, SLUG), (Scope.ENVIRONMENT, "production"), (Scope.TIER, "2")],
)
def test_pages_say_not_enforced_until_it_is_enforced(
    database: Database, people: People, now: datetime, scope: Scope, value: str
) -> None:
    which = advise(database, people.carol, now, scope, value)
    done(database, now, freezes.freeze, holidays(now), by=people.carol)
    assert kind(database, people.alice, now) == "not_enforced"
    enforce(database, which, people.carol, now)
    assert (kind(database, people.alice, now), rules(database)) == ("blocked", ())
    with pytest.raises(WrongMoment, match="over already"):
        enforce(database, which, people.carol, now)
    with pytest.raises(NotFound):
        enforce(database, 4711, people.carol, now)


def test_it_ends_by_itself(database: Database, people: People, now: datetime) -> None:
    which = advise(database, people.carol, now, ends_at=now + DAY)
    assert kind(database, people.alice, now) == "not_enforced"
    assert kind(database, people.alice, now + DAY) == "blocked"
    with pytest.raises(WrongMoment):
        enforce(database, which, people.carol, now + DAY)


@pytest.mark.parametrize(
    ("scope", "value"),
    [(Scope.SERVICE, "nothing"), (Scope.ENVIRONMENT, "moon"), (Scope.TIER, "4")],
)
def test_what_is_not_known_is_refused(
    database: Database, people: People, now: datetime, scope: Scope, value: str
) -> None:
    with pytest.raises(BadInput, match="There is no"):
        advise(database, people.carol, now, scope, value)
    with pytest.raises(BadInput, match="day to come"):
        advise(database, people.carol, now, ends_at=now)


def test_the_page_says_whom_it_would_have_stopped(
    database: Database, people: People, now: datetime
) -> None:
    old, today = (now - 31 * DAY).date(), now.date()
    counted = {
        ("checkout/production", today): 2,
        ("checkout/production", old): 9,
        ("cart/staging/change", today): 5,
    }
    advisory_passes.write(database, counted)
    with database.reading() as session:
        found = advisory_pages.page(session, by=people.eve, now=now)
    assert [(s.service, s.environment, s.is_change, s.count) for s in found.stopped] == [
        ("cart", "staging", True, 5),
        ("checkout", "production", False, 2),
    ]
    assert not found.may_advise
