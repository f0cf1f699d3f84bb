"""Home says what to do first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.client import Client
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import answer_everything, done, start_review, submit_all

SignedIn = Callable[[Actor], Client]


def test_a_stranger_is_sent_to_the_sign_in(client: Client, people: People) -> None:
    assert client.get("/").location == "/sign-in"


def test_a_new_administrator_sees_the_first_steps(signed_in: SignedIn, people: People) -> None:
    page = signed_in(people.ada).page("/")
    assert "First steps" in page.text
    assert page.next_step.startswith("Create a service.")
    assert "/services/new" in page.links()
    assert "/admin/people/invite" in page.links()


def test_others_see_no_first_steps_and_an_empty_state(signed_in: SignedIn, people: People) -> None:
    eve = signed_in(people.eve).page("/")
    assert eve.next_step == "Nothing waits for you. See all services"
    assert "You belong to no team yet" in eve.text
    alice = signed_in(people.alice).page("/")
    assert "Your teams own no service" in alice.text
    assert "First steps" not in alice.text


def test_each_sees_what_waits_for_them(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    alice = signed_in(people.alice)
    page = alice.page("/")
    assert page.next_step.startswith("Answer the launch review of Checkout.")
    assert "5 questions are still open" in page.text
    assert "planned 7 December 2026, 11:00 CET" in page.text
    assert f"/reviews/{review}" in page.links()
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    assert "Nothing waits for you." in alice.page("/").text
    bob = signed_in(people.bob).page("/")
    assert bob.next_step.startswith("Review Checkout for the SRE gate.")
    assert f"/reviews/{review}/gates/sre" in bob.links()
    assert "sent 23 November 2026, 11:00 CET" in bob.text


def test_times_are_told_in_the_persons_zone(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    assert "7 December 2026, 11:00 CET" in signed_in(people.alice).page("/").text


def test_a_coordinator_puts_away_that_a_checklist_asks_for_less(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    for document in (launch_document(pass_mark=80), launch_document(version=2)):
        done(database, now, checklists.sync, [document])
    carol = signed_in(people.carol)
    page = carol.page("/")
    assert page.next_step.startswith("Launch readiness review, version 2, asks for less.")
    assert "Nobody is in the team Security" in page.text
    assert "/teams/security" in page.links()
    answer = page.form(action="/checklists/launch/2/seen").send()
    assert "version 2" not in carol.follow(answer).text
