"""Coordinators freeze launches or deployments for a time, shorten that, and except services."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import BadInput, DeadLink, Forbidden, NotFound, WrongMoment
from readiness.core.freezes import Covers, Freeze
from readiness.core.rights import NOBODY, Actor, Scope
from readiness.store.engine import Database
from readiness.store.tokens import every_token
from readiness.usecases import (
    accounts,
    freeze_pages,
    freezes,
    launches,
    profiles,
    standing_freezes,
    tokens,
)
from tests.factories.freezing import holidays
from tests.factories.hearing import heard
from tests.factories.people import People
from tests.factories.reviews import SLUG, approved_review, done, reviewers

DAY = timedelta(days=1)


@pytest.fixture
def approved(database: Database, people: People, now: datetime) -> int:
    return approved_review(database, people, reviewers(database, people, now), now=now)


def freeze(database: Database, by: Actor, now: datetime, **changes: Any) -> int:
    return done(database, now, freezes.freeze, holidays(now, **changes), by=by).id


def shorten(
    database: Database, which: int, by: Actor, now: datetime, ends_at: datetime | None = None
) -> None:
    done(database, now, freezes.shorten, which, ends_at, "Nobody is away.", by=by)


def make_exception(
    database: Database, which: int, by: Actor, now: datetime, slug: str = SLUG
) -> None:
    done(database, now, freezes.make_exception, which, slug, "It cannot wait.", by=by)


def known(database: Database) -> tuple[Freeze, ...]:
    """Return what the gate reads."""
    with database.reading() as session:
        return standing_freezes.known(session)


def test_only_coordinators_freeze_shorten_and_except(
    database: Database, people: People, now: datetime
) -> None:
    which = freeze(database, people.carol, now)
    for who in (people.alice, people.bob, people.ada, people.eve):
        for attempt in (
            lambda who=who: freeze(database, who, now),
            lambda who=who: shorten(database, which, who, now),
            lambda who=who: make_exception(database, which, who, now),
        ):
            with pytest.raises(Forbidden, match="freeze launches"):
                attempt()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"environments": ()}, "environments"),
        ({"environments": ("moon",)}, "environments"),
        ({"ends_at": datetime.fromisoformat("2026-11-23T09:00:00+00:00")}, "until_day"),
        ({"ends_at": datetime.fromisoformat("2027-06-01T09:00:00+00:00")}, "until_day"),
    ],
)
def test_a_freeze_has_a_name_a_place_and_an_end(
    database: Database, people: People, now: datetime, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        freeze(database, people.carol, now, **changes)
    assert set(refused.value.faults) == {field}
    assert known(database) == ()


def test_what_is_over_cancelled_or_shortened_is_so_for_the_gate_at_once(
    database: Database, people: People, now: datetime
) -> None:
    first = freeze(database, people.carol, now, starts_at=now - DAY)
    second = freeze(database, people.carol, now)
    assert [(each.id, each.starts_at) for each in known(database)] == [
        (first, now),
        (second, now + 10 * DAY),
    ]
    shorten(database, first, people.carol, now, now + DAY)
    assert known(database)[0].ends_at == now + DAY
    with pytest.raises(BadInput, match="only ever gets shorter"):
        shorten(database, first, people.carol, now, now + 2 * DAY)
    shorten(database, second, people.carol, now)
    assert [each.id for each in known(database)] == [first]
    shorten(database, first, people.carol, now)
    assert known(database) == ()
    for which in (first, second):
        with pytest.raises(WrongMoment, match="over"):
            shorten(database, which, people.carol, now)
    with pytest.raises(NotFound):
        shorten(database, 4711, people.carol, now)


@pytest.mark.usefixtures("approved")
def test_pages_and_reports_of_deployments_say_what_the_gate_says(
    database: Database, people: People, now: datetime
) -> None:
    which = freeze(database, people.carol, now, starts_at=now)
    with database.reading() as session:
        found = profiles.profile(session, SLUG, by=people.alice, now=now).production
        later = profiles.profile(session, SLUG, by=people.alice, now=now + 20 * DAY).production
    assert (found.kind, [each.code for each in found.reasons]) == ("blocked", ["frozen"])
    assert later.kind == "approved"
    assert deployed(database, people, now) == "blocked"
    make_exception(database, which, people.carol, now)
    assert deployed(database, people, now) == "approved"
    with pytest.raises(WrongMoment, match="excepted already"):
        make_exception(database, which, people.carol, now)
    with pytest.raises(BadInput, match="short name"):
        make_exception(database, which, people.carol, now, "nothing")


def deployed(database: Database, people: People, now: datetime) -> str:
    """Return what the gate said of a deployment that a pipeline reports."""
    done(database, now, tokens.make, "Pipeline", scopes=[Scope.DEPLOY], by=people.ada)
    with database.reading() as session:
        [token, *_] = every_token(session)
    by = Actor(token=token.id, scopes=frozenset({Scope.DEPLOY}))
    named = {"environment": "production", "artifact": "sha256:1"}
    return done(database, now, launches.report_deployment, SLUG, by=by, **named).verdict


@pytest.mark.usefixtures("approved")
def test_what_has_launched_goes_on_while_launches_are_frozen(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    done(database, now, launches.launched, approved, by=people.alice)
    freeze(database, people.carol, now, starts_at=now)
    assert deployed(database, people, now) == "approved"
    freeze(database, people.carol, now, starts_at=now, covers=Covers.DEPLOYMENTS)
    assert deployed(database, people, now) == "blocked"


@pytest.mark.usefixtures("approved")
def test_the_team_hears_of_its_exception(database: Database, people: People, now: datetime) -> None:
    make_exception(database, freeze(database, people.carol, now), people.carol, now)
    assert heard(database, people.alice)[-1] == (
        "freeze.excepted",
        "Carol excepted Checkout from a freeze.",
    )


def test_the_feed_is_read_by_its_link_alone_while_its_person_can_sign_in(
    database: Database, people: People, now: datetime
) -> None:
    shorten(database, freeze(database, people.carol, now), people.carol, now)
    freeze(database, people.carol, now, name="Easter")
    with database.reading() as session:
        path = freeze_pages.calendar(session, by=people.eve, now=now).feed
        token = path.rpartition("/")[2]
        first, second = freeze_pages.feed(session, token, by=NOBODY)
    assert (first.is_cancelled, first.changes, first.ends_at) == (True, 1, now + 20 * DAY)
    assert (second.summary, second.is_cancelled) == ("Freeze: Easter", False)
    done(database, now, accounts.deactivate, people.eve.account, by=people.ada)
    for dead in (token, token + "x", "x"):
        with database.reading() as session, pytest.raises(DeadLink):
            freeze_pages.feed(session, dead, by=NOBODY)
