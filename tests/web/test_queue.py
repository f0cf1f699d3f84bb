"""The queue shows every team's waiting gates, one's own first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import signoffs
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import answer_everything, digest_of, done, start_review, submit_all
from tests.factories.waivers import ask

SignedIn = Callable[[Actor], Client]


def test_an_empty_queue_says_how_it_fills(signed_in: SignedIn, people: People) -> None:
    page = signed_in(people.bob).page("/queue")
    assert page.next_step.startswith("No gate waits for a signature.")
    assert "longest waiting first" in page.text


def test_everybody_reads_whose_turn_it_is(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    bob, eve = (signed_in(who).page("/queue") for who in (people.bob, people.eve))
    assert bob.next_step.startswith("Review Checkout for the SRE gate.")
    assert bob.text.index("SRE 1") < bob.text.index("Launch coordination 0")
    assert eve.next_step.startswith("Nothing here waits for you.")
    assert "Payments · production · after SRE and Security" in eve.text
    assert f"/reviews/{review}/gates/security" in eve.links()


def test_changes_that_were_asked_for_are_the_teams_turn(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    digest = digest_of(database, review, "sre", now)
    said = {
        "comment": "Which team?",
        "questions": ["deployment.rollback"],
        "digest": digest,
        "by": people.bob,
    }
    done(database, now, signoffs.vote, review, "sre", Choice.REQUEST_CHANGES, **said)
    text = signed_in(people.eve).page("/queue").text
    assert "Changes SRE gate of Checkout Payments · production · turn of Payments" in text


def test_whoever_decides_on_waivers_finds_them_in_the_queue(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    unmet = {"deployment.rollback": {"choice": "no", "reason": "In two weeks."}}
    answer_everything(database, review, by=people.alice, now=now, but=unmet)
    waiver = ask(database, review, people.alice, now)
    carol, bob = (signed_in(who).page("/queue") for who in (people.carol, people.bob))
    assert carol.next_step.startswith("Decide on a waiver for Checkout.")
    assert f"/waivers/{waiver}" in carol.links()
    assert "Waivers to decide" not in bob.text
    assert "/waivers" in bob.links()
