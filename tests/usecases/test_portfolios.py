"""The list of services is filtered, sorted and paged by the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.portfolios import SORTS, Wanted
from readiness.usecases import launches, portfolios, services
from readiness.usecases.portfolios import PAGE, Portfolio
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import FACTS, approved_review, done, reviewers, start_review


def page(
    database: Database, people: People, now: datetime, number: int = 1, **wanted: Any
) -> Portfolio:
    with database.reading() as session:
        return portfolios.page(session, Wanted(**wanted), by=people.eve, now=now, number=number)


def names(found: Portfolio) -> list[str]:
    return [listed.service.name for listed in found.rows]


def create(session: Session, *made: tuple[str, str, int | None], by: Actor, now: datetime) -> None:
    for name, team, tier in made:
        known = from_plain({"tier": tier})
        services.create(session, name, team=team, facts=known, by=by, now=now)


@pytest.fixture
def three(database: Database, people: People, now: datetime) -> None:
    """Approved Checkout of tier 2, Alpha of an unknown tier, Zulu of tier 1 owned by SRE."""
    made = (("Alpha 100%", "payments", None), ("Zulu", "sre", 1))
    done(database, now, create, *made, by=people.carol)
    approved_review(database, people, reviewers(database, people, now), now=now)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["Alpha 100%", "Checkout", "Zulu"]),
        ({"is_descending": True}, ["Zulu", "Checkout", "Alpha 100%"]),
        ({"text": "CHECK"}, ["Checkout"]),
        ({"text": "sre"}, ["Zulu"]),
        ({"text": "%"}, ["Alpha 100%"]),
        ({"text": "_"}, []),
        ({"stage": "pre_launch"}, ["Alpha 100%", "Checkout", "Zulu"]),
        ({"stage": "retired"}, []),
        ({"verdict": "approved"}, ["Checkout"]),
        ({"verdict": "blocked"}, ["Alpha 100%", "Zulu"]),
        ({"verdict": "not_enforced"}, []),
        ({"tier": "1"}, ["Zulu"]),
        ({"tier": "unknown"}, ["Alpha 100%"]),
        ({"teams": frozenset({"sre"})}, ["Zulu"]),
        ({"teams": frozenset()}, []),
        ({"sort": "tier"}, ["Zulu", "Checkout", "Alpha 100%"]),
        ({"sort": "score", "is_descending": True}, ["Checkout", "Alpha 100%", "Zulu"]),
        ({"sort": "left"}, ["Checkout", "Alpha 100%", "Zulu"]),
    ],
)
def test_filters_and_orders(
    database: Database,
    people: People,
    now: datetime,
    wanted: dict[str, Any],
    expected: list[str],
) -> None:
    found = page(database, people, now, **wanted)
    assert (names(found), found.total) == (expected, len(expected))


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("sort", SORTS)
def test_every_order_lists_everything(
    database: Database, people: People, now: datetime, sort: str
) -> None:
    assert len(names(page(database, people, now, sort=sort))) == 3


def test_pages_follow_each_other(database: Database, people: People, now: datetime) -> None:
    made = [(f"Service {number:02}", "payments", 3) for number in range(PAGE + 2)]
    done(database, now, create, *made, by=people.alice)
    first, last = (page(database, people, now, number) for number in (1, 2))
    assert (len(first.rows), first.first, first.last, first.has_next) == (PAGE, 1, PAGE, True)
    assert names(last) == [f"Service {PAGE}", f"Service {PAGE + 1}"]
    assert not last.has_next
    assert names(page(database, people, now, 99)) == names(last)
    assert page(database, people, now, -1).number == 1


def test_no_service_is_an_empty_page(database: Database, people: People, now: datetime) -> None:
    found = page(database, people, now)
    assert (found.rows, found.total, found.number, found.has_next) == ((), 0, 1, False)
    with database.reading() as session:
        assert portfolios.of_teams(session, (), by=people.eve, now=now) == ()


def test_days_are_counted_to_the_launch_then_to_the_end_of_the_approval(
    database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now, document=launch_document(launch_within_days=30))
    (listed,) = page(database, people, now).rows
    assert (listed.left, listed.left_until, listed.tier) == (14, "until the planned launch", 2)
    assert [area.id for area in listed.areas] == ["deployment", "hygiene", "compliance"]
    (late,) = page(database, people, now + timedelta(days=14)).rows
    assert (late.left, late.left_until) == (None, "The planned time is over")


def test_a_launched_service_has_no_days_left(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    review = approved_review(database, people, by, now=now)
    (listed,) = page(database, people, now).rows
    assert (listed.verdict.kind, listed.left_until) == ("approved", "until the gate closes")
    assert listed.left is not None
    assert listed.left >= 90
    done(database, now, launches.launched, review, by=people.alice)
    (listed,) = page(database, people, now).rows
    assert (listed.service.stage, listed.left) == ("launched", None)


def test_when_the_approval_ends_the_list_says_so_by_itself(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    approved_review(database, people, by, now=now)
    (listed,) = page(database, people, now + timedelta(days=100)).rows
    assert (listed.verdict.kind, listed.left) == ("blocked", None)
    with database.reading() as session:
        later = now + timedelta(days=100)
        assert portfolios.blocked(session, by=people.alice, now=now) == 0
        assert portfolios.blocked(session, by=people.alice, now=later) == 1
        assert portfolios.blocked(session, by=people.bob, now=later) == 0


def test_facts_as_they_were_registered_stand_behind_the_tier(
    database: Database, people: People, now: datetime
) -> None:
    done(database, now, create, ("Alpha", "payments", None), by=people.alice)
    done(database, now, services.change_facts, "alpha", from_plain(FACTS), by=people.alice)
    (listed,) = page(database, people, now, tier="2").rows
    assert listed.tier == 2
