"""A hand-off and a change are called what they are, wherever a person meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import launches
from tests.client import Client
from tests.factories.kinds import change_document, handoff_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def launched(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    review = approved_review(database, people, by, now=now)
    done(database, now, launches.launched, review, by=people.alice)
    return review


def test_a_hand_off_review_is_called_one_from_its_start_to_its_end(
    signed_in: SignedIn,
    database: Database,
    people: People,
    by: dict[str, Actor],
    now: datetime,
    launched: int,
) -> None:
    review = start_review(database, people, now=now, document=handoff_document())
    alice, bob = signed_in(people.alice), signed_in(people.bob)
    assert "Hand-off review of Checkout" in alice.page(f"/reviews/{review}").text
    assert "between this service and its hand-off" in alice.page(f"/reviews/{review}").text
    assert "Answer the hand-off review of Checkout." in alice.page("/").text
    assert "Hand-off review" in alice.page(f"/reviews/{review}/areas/hygiene").text
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    assert "hand-off 7 December 2026" in bob.page("/queue").text
    assert "Hand-off review" in bob.page(f"/reviews/{review}/gates/sre").text
    sign_all(database, review, by, now=now)
    page = alice.page(f"/reviews/{review}")
    assert page.next_step.startswith("Every gate has signed the hand-off.")
    assert "the hand-off may go ahead" in page.text
    assert f"/reviews/{review}/launch" not in page.links()
    assert "The hand-off is blocked as soon as you reopen." in (
        alice.page(f"/reviews/{review}/reopen").next_step
    )


def test_only_a_launch_has_the_button_that_says_so(
    signed_in: SignedIn, database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    launch = approved_review(database, people, by, now=now)
    change = approved_review(database, people, by, now=now, document=change_document())
    alice = signed_in(people.alice)
    page = alice.page(f"/reviews/{launch}")
    assert f"/reviews/{launch}/launch" in page.links()
    assert f"/reviews/{change}/launch" not in alice.page(f"/reviews/{change}").links()
    assert "Only a launch review" in alice.page(f"/reviews/{change}/launch", 409).text


def test_the_page_of_a_service_tells_its_reviews_apart(
    signed_in: SignedIn, database: Database, people: People, now: datetime, launched: int
) -> None:
    change = start_review(database, people, now=now, document=change_document())
    page = signed_in(people.alice).page("/services/checkout")
    assert f"Change review {change}" in page.text
    assert f"Launch review {launched}" in page.text
    assert page.next_step.startswith(f"Change review {change}: 5 questions are still open.")
    assert "gate.py checkout --change" in page.text
