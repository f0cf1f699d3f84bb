"""A review that was approved and whose gate is closed again: in one vocabulary, with the way out."""

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.usecases import reviews
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import (
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import deny
from tests.factories.waivers import ROLLBACK, ask, decide

Browser = Callable[[Actor], Client]


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def revoked(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    """An approved review whose waiver was revoked."""
    review = start_review(database, people, now=now)
    but = {ROLLBACK: {"choice": "no", "reason": ""}}
    answer_everything(database, review, by=people.alice, now=now, but=but)
    submit_all(database, review, by=people.alice, now=now)
    asked = ask(database, review, people.alice, now)
    decide(database, review, asked, Decision.GRANTED, people.carol, now)
    sign_all(database, review, by, now=now)
    decide(database, review, asked, Decision.REVOKED, people.carol, now)
    return review


def test_the_approval_is_told_with_its_day_and_why_it_is_closed(
    signed_in: Browser, people: People, revoked: int
) -> None:
    page = signed_in(people.alice).page(f"/reviews/{revoked}")
    assert "Approved on 23 November 2026, closed since" in page.text
    assert "Approved on 23 November 2026, and closed since: Is deployment.rollback" in page.text
    assert "stands between" not in page.text


def test_the_team_is_led_to_another_waiver_or_a_reopening(
    signed_in: Browser, database: Database, people: People, revoked: int, now: datetime
) -> None:
    client = signed_in(people.alice)
    page = client.page(f"/reviews/{revoked}")
    assert page.next_step.endswith("Ask for a waiver Reopen areas")
    assert f"/reviews/{revoked}/areas/deployment#{ROLLBACK}" in page.links()
    assert f"/reviews/{revoked}/reopen" in page.links()
    assert "Reopen" not in signed_in(people.bob).page(f"/reviews/{revoked}").next_step
    ask(database, revoked, people.alice, now)
    assert "waits for a coordinator" in client.page(f"/reviews/{revoked}").next_step


def test_a_refusal_leads_to_who_refused(
    signed_in: Browser, database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = approved_review(database, people, by, now=now)
    deny(database, review, people.bob, now)
    page = signed_in(people.alice).page(f"/reviews/{review}")
    assert "Talk to whoever refused, or reopen what the gate covers" in page.next_step
    assert page.next_step.endswith("See why Reopen areas")


def test_the_service_counts_as_its_review_does(
    signed_in: Browser, people: People, revoked: int
) -> None:
    client = signed_in(people.alice)
    for path in (f"/reviews/{revoked}", f"/services/{SLUG}"):
        assert "Blockers1 Gates waiting0" in client.page(path).text
    assert "Approvedclosed since" in client.page(f"/services/{SLUG}").text


def test_an_abandoned_review_says_so_and_is_nobodys_turn(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, reviews.abandon, review, reason="Not now.", by=people.alice)
    page = signed_in(people.alice).page(f"/reviews/{review}")
    assert "This review was abandoned: nothing in it counts any more." in page.text
    assert "It is the turn of" not in page.text
    assert "Gates waiting0" in page.text


def test_a_renewal_does_not_say_that_it_keeps_the_service_from_its_launch(
    signed_in: Browser, database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    review = start_review(database, people, now=now)
    page = signed_in(people.alice).page(f"/reviews/{review}")
    assert "stand between this review and its approval." in page.text
