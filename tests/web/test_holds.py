"""The page on which one service is stopped, and goes on."""

from __future__ import annotations

from collections.abc import Callable

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review

PLACE = "/services/checkout/holds"


def test_it_is_held_and_goes_on_by_two_forms(
    signed_in: Callable[[Actor], Client], people: People, database: Database, clock: Clock
) -> None:
    start_review(database, people, now=clock())
    alice = signed_in(people.alice)
    assert PLACE in alice.page("/services/checkout").links()
    form = alice.page(PLACE).form(action=PLACE)
    assert "Say why: whoever is stopped reads it." in alice.read(form.send(reason=""), 422).text
    page = alice.follow(form.send(reason="It loses orders."))
    assert page.next_step.startswith("Checkout is held: nothing of it may be deployed.")
    assert alice.page("/services/checkout").next_step.startswith("Checkout is held.")
    assert "It loses orders." in alice.page("/reviews/1").text
    why = alice.page("/services/checkout/why")
    assert why.next_step.startswith("It is your turn: Alice holds the service since")
    assert "/services/checkout/why" in alice.page("/services/checkout").links()
    form = page.form(button="End this hold")
    assert "Say why it may go on." in alice.read(form.send(why=""), 422).text
    page = alice.follow(form.send(why="Mended."))
    assert page.next_step.startswith("Nothing holds Checkout")
    assert "ended by Alice" in page.text
    assert not signed_in(people.eve).page(PLACE).has_form(button="Hold Checkout")
