"""The page of advisory mode, and what other pages say under it."""

from __future__ import annotations

from collections.abc import Callable

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review


def test_the_gate_is_made_advisory_and_enforced_by_two_forms(
    signed_in: Callable[[Actor], Client], people: People, database: Database, clock: Clock
) -> None:
    start_review(database, people, now=clock())
    carol = signed_in(people.carol)
    form = carol.page("/advisory").form(action="/advisory")
    assert "Say which." in carol.read(form.send(reason="A pilot."), 422).text
    page = carol.follow(form.send(value="checkout", reason="A pilot.", until="2026-12-31"))
    assert "until 1 January 2027, 00:00 CET" in page.text
    assert "Not enforced: the gate is blocked" in carol.page("/services/checkout").text
    assert "Not enforced: the gate says" in carol.page("/reviews/1").text
    form = page.form(button="Enforce it")
    assert "Say why" in carol.read(form.send(why=""), 422).text
    page = carol.follow(form.send(why="They are ready."))
    assert page.next_step == "The gate is enforced everywhere."
    assert "Not enforced" not in carol.page("/services/checkout").text
    assert not signed_in(people.eve).page("/advisory").has_form(button="Make it advisory")
