"""The page of a gate says who has it in hand and how its clocks stand, and lets them change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.applications import Clock
from tests.client import Client
from tests.factories.assigning import give, holder, leave
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import sign
from tests.factories.signing import make, sent_review

SignedIn = Callable[[Actor], Client]
DOCUMENT = launch_document(
    gates=(gate("sre", "deployment", respond_within_days=2, decide_within_days=5),)
)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now, document=DOCUMENT)


@pytest.fixture
def bella(database: Database, review: int) -> Actor:
    """Somebody else in Bob's team, who came when the gate was sent already."""
    return make(database, "Bella", "sre")


def path(review: int) -> str:
    return f"/reviews/{review}/gates/sre"


def test_everybody_reads_who_has_it_in_hand_and_its_clocks(
    signed_in: SignedIn, people: People, review: int
) -> None:
    page = signed_in(people.eve).page(path(review))
    assert "Had the fewest gates in hand" in page.text
    assert "First answerOn time due 25 November 2026, 11:00 CET" in page.text
    assert "SignatureOn time due 30 November 2026, 11:00 CET" in page.text
    for button in ("Take it", "Let go", "Give it to them"):
        assert not page.has_form(button=button)


def test_taking_giving_and_letting_go(
    signed_in: SignedIn, database: Database, people: People, review: int, bella: Actor
) -> None:
    hers = signed_in(bella)
    page = hers.follow(hers.page(path(review)).form(button="Take it").send())
    assert "You have this gate in hand." in page.text
    assert holder(database, review) == bella.person
    bobs = signed_in(people.bob)
    page = bobs.follow(
        bobs.page(path(review)).form(button="Give it to them").send(person=str(people.bob.person))
    )
    assert "You have this gate in hand." in page.text
    coordinator = signed_in(people.carol)
    page = coordinator.follow(coordinator.page(path(review)).form(button="Let go").send())
    assert "any member of SRE can take it" in page.text
    assert holder(database, review) is None
    page = coordinator.follow(
        coordinator.page(path(review)).form(button="Give it to them").send(person=str(bella.person))
    )
    assert "Bella has this gate in hand." in page.text


def test_who_gives_it_to_somebody_away_reads_why_another_has_it(
    signed_in: SignedIn,
    database: Database,
    people: People,
    review: int,
    bella: Actor,
    now: datetime,
) -> None:
    leave(database, bella, now.date() + timedelta(days=1), now, to=people.bob)
    carol = signed_in(people.carol)
    carol.follow(carol.page(path(review)).form(button="Let go").send())
    form = carol.page(path(review)).form(button="Give it to them")
    page = carol.follow(form.send(person=str(bella.person)))
    assert "Bella is out of office and Bob stands in. Bob has this gate in hand." in page.text
    assert "Stands in for Bella, out of office" in page.text


def test_whoever_was_slower_is_told(
    signed_in: SignedIn,
    database: Database,
    people: People,
    review: int,
    bella: Actor,
    now: datetime,
) -> None:
    browser = signed_in(bella)
    form, other = (browser.page(path(review)).form(button=each) for each in ("Take it", "Let go"))
    cleo = make(database, "Cleo", "sre")
    give(database, review, cleo, cleo, now)
    for late in (form, other):
        page = browser.read(late.send(), 409)
        assert "Somebody was faster: Cleo has this gate in hand now." in page.text
    assert holder(database, review) == cleo.person


def test_what_cannot_be_is_told_on_the_page(
    signed_in: SignedIn, database: Database, people: People, review: int, bella: Actor
) -> None:
    browser = signed_in(people.bob)
    form = browser.page(path(review)).form(button="Give it to them")
    page = browser.read(form.send(person=str(people.alice.person)), 422)
    assert "Only members of SRE can take this gate in hand." in page.text
    assert "Choose a person from the list." in browser.read(form.send(person="7" * 30), 422).text
    assert holder(database, review) == people.bob.person


def test_others_may_not(signed_in: SignedIn, people: People, review: int) -> None:
    browser = signed_in(people.alice)
    token = browser.page(path(review)).token
    for address in ("/assignment", "/assignment/release"):
        sent = browser.post(path(review) + address, data={"csrf_token": token, "person": "2"})
        assert sent.status_code == 403


def test_the_queue_says_who_stands_in_and_what_is_late(
    signed_in: SignedIn,
    database: Database,
    people: People,
    review: int,
    bella: Actor,
    clock: Clock,
    now: datetime,
) -> None:
    assert "turn of SRE · in the hand of Bob" in signed_in(people.eve).page("/queue").text
    leave(database, people.bob, now.date() + timedelta(days=1), now, to=bella)
    text = signed_in(people.eve).page("/queue").text
    assert "in the hand of Bob, Bella stands in, out of office until 24 November" in text
    assert "On time due in 2 working days, 25 November 2026, 11:00 CET" in text
    page = signed_in(bella).page("/queue")
    assert "in the hand of Bob, you stand in" in page.text
    assert "In the hand of Bob, you stand in" in page.next_step
    clock.forward(days=3)
    text = signed_in(people.eve).page("/queue").text
    assert "Escalated to the team overdue by 1 working day" in text
    assert "1 overdue oldest 3 working days" in text


def test_home_lists_what_is_in_hand_and_what_is_escalated(
    signed_in: SignedIn, people: People, review: int, bella: Actor, clock: Clock
) -> None:
    assert "In your hand" in signed_in(people.bob).page("/").text
    assert "Escalated" not in signed_in(bella).page("/").text
    clock.forward(days=8)
    page = signed_in(people.carol).page("/")
    assert "Escalated to coordinators SRE gate of Checkout" in page.text
    assert page.next_step.startswith("See that somebody signs Checkout for the SRE gate.")
    assert path(review) in signed_in(bella).page("/").links()


def test_a_signed_gate_has_nothing_to_take(
    signed_in: SignedIn, database: Database, people: People, review: int, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    page = signed_in(people.bob).page(path(review))
    assert not page.has_form(button="Let go")
    assert "In hand" not in page.text
    assert "First answer" not in page.text
