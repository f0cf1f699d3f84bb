"""A launch is renewed without a gap: the old approval lets through until the new one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from readiness.core.rights import Actor, Scope
from readiness.store.engine import Database
from readiness.usecases import launches, reviews, suggestions, tokens
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import People
from tests.factories.renewals import approve, waiting
from tests.factories.reviews import (
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    start_review,
    submit_all,
)

START = f"/services/{SLUG}/reviews/new"
GATE = f"/api/v1/gate/{SLUG}?environment=production"
AHEAD = timedelta(days=30)


@dataclass(slots=True)
class Story:
    """A service that was approved 30 days ago, a pipeline, and everybody who signs."""

    app: Flask
    database: Database
    people: People
    by: dict[str, Actor]
    clock: Clock
    first: int
    token: str

    def gate(self) -> tuple[int, int | None]:
        """Ask as a pipeline does; return the status and the review that it was answered for."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.app.test_client().get(GATE, headers=headers)
        return answer.status_code, (answer.get_json().get("review") or {}).get("id")

    def do(self, verb: Callable[..., object], *args: object, **named: object) -> object:
        return done(self.database, self.clock(), verb, *args, **named)


@pytest.fixture
def story(app: Flask, database: Database, people: People, clock: Clock) -> Story:
    by = reviewers(database, people, clock())
    first = approved_review(database, people, by, now=clock())
    token = done(database, clock(), tokens.make, "CI", by=people.ada, scopes=[Scope.GATE], days=365)
    clock.forward(days=30)
    return Story(app, database, people, by, clock, first, token)


def renewed(story: Story) -> int:
    return start_review(story.database, story.people, now=story.clock())


def test_an_approval_is_renewed_without_a_gap(story: Story) -> None:
    database, people, now = story.database, story.people, story.clock()
    old = (200, story.first)
    assert story.gate() == old
    second = renewed(story)
    assert story.gate() == old
    for question, offer in waiting(database, second, people.alice, now).items():
        source = offer.revision.id
        story.do(suggestions.confirm, second, question, source, base=0, by=people.alice)
        assert story.gate() == old
    submit_all(database, second, by=people.alice, now=now)
    assert story.gate() == old
    for gate, person in story.by.items():
        assert story.gate() == old
        sign(database, second, gate, by=person, now=now)
    assert story.gate() == (200, second)


def test_an_abandoned_renewal_leaves_the_old_approval_alone(story: Story) -> None:
    second = renewed(story)
    answer_everything(story.database, second, by=story.people.alice, now=story.clock())
    submit_all(story.database, second, by=story.people.alice, now=story.clock())
    story.do(reviews.abandon, second, reason="Not now.", by=story.people.alice)
    assert story.gate() == (200, story.first)


def test_the_old_approval_ends_by_itself_while_it_is_renewed(story: Story) -> None:
    second = renewed(story)
    story.clock.forward(days=90)
    assert story.gate()[0] == 403
    approve(story.database, story.people, story.by, second, now=story.clock())
    assert story.gate() == (200, second)


def test_the_start_page_and_both_reviews_say_what_stands(
    story: Story, signed_in: Callable[[Actor], Client]
) -> None:
    alice = signed_in(story.people.alice)
    stands = "the approval of 23 November 2026 stands until {} replaces it when it is approved"
    page = alice.page(START)
    assert f"For production: {stands.format('the new review')}, or ends on" in page.text
    assert "Its answers are offered, one by one, to be confirmed or changed." in page.text
    assert f"/reviews/{story.first}" in page.links()
    second = renewed(story)
    page = alice.page(f"/reviews/{second}")
    assert stands.format("this review").replace("the app", "The app", 1) in page.text
    assert f"/reviews/{story.first}" in page.links()
    page = alice.page(f"/reviews/{story.first}")
    assert "It is being renewed. This approval stands until the new review is approved" in page.text
    assert f"/reviews/{second}" in page.links()
    approve(story.database, story.people, story.by, second, now=story.clock())
    page = alice.page(f"/reviews/{story.first}")
    assert "A newer review has replaced this approval and governs the gate." in page.text
    assert "stands until" not in alice.page(f"/reviews/{second}").text


def test_a_launched_approval_stands_for_good(
    story: Story, signed_in: Callable[[Actor], Client]
) -> None:
    story.do(launches.launched, story.first, by=story.people.alice)
    alice = signed_in(story.people.alice)
    told = "was used for the launch and stands until {} is approved."
    assert told.format("the new review") in alice.page(START).text
    assert told.format("this review") in alice.page(f"/reviews/{renewed(story)}").text


def test_an_ended_approval_is_not_said_to_stand(
    story: Story, signed_in: Callable[[Actor], Client]
) -> None:
    story.clock.forward(days=90)
    page = signed_in(story.people.alice).page(START)
    assert "lets nothing through now; the gate opens when the new review is approved." in page.text


def test_an_abandoned_renewal_is_not_told_any_more(
    story: Story, signed_in: Callable[[Actor], Client]
) -> None:
    second = renewed(story)
    story.do(reviews.abandon, second, reason="Not now.", by=story.people.alice)
    alice = signed_in(story.people.alice)
    for review in (story.first, second):
        text = alice.page(f"/reviews/{review}").text
        assert "being renewed" not in text
        assert "stands until" not in text
