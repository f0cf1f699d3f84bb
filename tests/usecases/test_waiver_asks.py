"""Whom a waiver asks to decide on it, or to meet its question: until there is nothing to do any more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.rights import Role
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.usecases import people as roles
from readiness.usecases import reminders
from tests.factories.hearing import open_asks
from tests.factories.people import People
from tests.factories.reviews import answer, done, start_review
from tests.factories.signing import MINUTES, make, minutes
from tests.factories.waivers import ROLLBACK, ask, decide

NO = {"choice": "no", "reason": ""}


def test_a_decision_on_a_waiver_settles_it_for_every_coordinator(
    database: Database, people: People, now: datetime
) -> None:
    cora = make(database, "Cora", roles=(Role.COORDINATOR,))
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    waiver = ask(database, review, people.alice, now)
    assert open_asks(database, cora) == ["waiver.asked"]
    decide(database, review, waiver, Decision.REFUSED, people.carol, now)
    assert open_asks(database, cora) == open_asks(database, people.carol) == []
    assert "waiver.refused" in open_asks(database, people.alice)
    answer(database, review, ROLLBACK, {**NO, "choice": "yes"}, by=people.alice, now=now)
    assert "waiver.refused" not in open_asks(database, people.alice)


@pytest.mark.parametrize("decision", [Decision.REFUSED, Decision.REVOKED])
def test_what_blocks_nothing_is_asked_to_be_met_until_it_is_met(
    database: Database, people: People, now: datetime, decision: Decision
) -> None:
    review = start_review(database, people, now=now)
    answer(database, review, MINUTES, minutes("99"), by=people.alice, now=now)
    waiver = ask(database, review, people.alice, now, MINUTES)
    if decision is Decision.REVOKED:
        decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    decide(database, review, waiver, decision, people.carol, now)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    assert f"waiver.{decision}" in open_asks(database, people.alice)
    answer(database, review, MINUTES, minutes("5"), by=people.alice, now=now)
    assert f"waiver.{decision}" not in open_asks(database, people.alice)


def test_who_asks_for_a_waiver_anew_need_not_meet_it_meanwhile(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.REFUSED, people.carol, now)
    ask(database, review, people.alice, now)
    assert "waiver.refused" not in open_asks(database, people.alice)
    assert open_asks(database, people.carol) == ["waiver.asked"]


@pytest.fixture
def asked(database: Database, people: People, now: datetime) -> int:
    """Return a review with a waiver that Carol is asked to decide on."""
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    ask(database, review, people.alice, now)
    answer(database, review, MINUTES, minutes("7"), by=people.alice, now=now)
    assert open_asks(database, people.carol) == ["waiver.asked"]
    return review


def test_nobody_is_asked_to_decide_on_what_is_met_by_now(
    database: Database, people: People, asked: int, now: datetime
) -> None:
    answer(database, asked, ROLLBACK, {**NO, "choice": "yes"}, by=people.alice, now=now)
    assert open_asks(database, people.carol) == []


@pytest.mark.parametrize("happens", ["a save", "the time alone"])
def test_nobody_is_asked_to_decide_on_what_would_have_ended(
    database: Database, people: People, asked: int, now: datetime, happens: str
) -> None:
    reminders.remind(database, now=now + timedelta(days=1))
    assert "waiver.asked" in open_asks(database, people.carol)
    late = now + timedelta(days=20)
    if happens == "a save":
        answer(database, asked, MINUTES, minutes("6"), by=people.alice, now=late)
    else:
        reminders.remind(database, now=late)
    assert "waiver.asked" not in open_asks(database, people.carol)


@pytest.mark.usefixtures("asked")
def test_who_coordinates_no_more_is_not_asked_to_decide(
    database: Database, people: People, now: datetime
) -> None:
    carol = people.carol.person
    done(database, now, roles.revoke, carol, Role.COORDINATOR, by=people.ada)
    assert open_asks(database, people.carol) == []
