"""The launch-day card on its pages: typed once, shown to everybody, offered once it may launch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core import launch_cards as core
from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import answer, approved_review, reviewers, start_review
from tests.factories.widgets import widget_document

Browser = Callable[[Actor], Client]


def test_an_approved_review_offers_it_and_names_what_it_lacks(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = approved_review(database, people, reviewers(database, people, now), now=now)
    alice, eve = signed_in(people.alice), signed_in(people.eve)
    step = alice.page(f"/reviews/{review}").next_step
    assert "The card for the launch day does not say yet: who decides, when to stop" in step
    assert "Write the launch-day card" in step
    form = alice.page(f"/reviews/{review}/launch-day/edit").form(button="Save the card")
    page = alice.follow(
        form.send(
            {
                "decides": people.carol.person,
                "holds.0.0": "Errors above 1 %",
                "holds.0.1": "Bob",
                "rollback": "deploy back checkout",
                "dashboards.0.0": "Requests",
                "dashboards.0.1": "https://graphs.example.com/1",
                "on_call.0.0": "Alice",
                "on_call.0.1": "+49 30 1",
            }
        )
    )
    assert page.next_step.startswith("The card is complete.")
    shown = eve.page(f"/reviews/{review}/launch-day")
    for told in (
        "DecidesCarol",
        "Errors above 1 %Bob",
        "deploy back checkout",
        "https://graphs.example.com/1",
        "Alice+49 30 1",
        "Signed SRE Bob",
        "None runs",
        "UTC",
    ):
        assert told in shown.text
    assert "Change the card" not in shown.text
    step = alice.page(f"/reviews/{review}").next_step
    assert "does not say yet" not in step
    assert "Launch-day card" in step


def test_there_is_one_button_to_write_it_and_one_to_print_it(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    alice, eve = signed_in(people.alice), signed_in(people.eve)
    path = f"/reviews/{review}/launch-day"
    page = alice.page(path)
    assert "Write the card" in page.next_step
    assert page.links().count(f"{path}/edit") == 1
    assert "Print" in page.text
    assert f"{path}/edit" not in eve.page(path).links()
    typed = alice.page(f"{path}/edit").form(button="Save the card").send(rollback="Back")
    page = alice.follow(typed)
    assert "Fill in the rest" in page.next_step
    assert page.links().count(f"{path}/edit") == 1


def test_what_comes_from_the_answers_is_said_to_be_unchecked_until_it_is_saved(
    signed_in: Browser,
    database: Database,
    people: People,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(core.REASONS, "rollback", ("deployment.rollback",))
    review = start_review(database, people, now=now, document=widget_document())
    value: dict[str, object] = {"choice": "yes", "reason": "Deploy the release before"}
    answer(database, review, "deployment.rollback", value, by=people.alice, now=now)
    path = f"/reviews/{review}/launch-day/edit"
    alice = signed_in(people.alice)
    page = alice.page(path)
    assert page.text.count("From the answers, not checked yet") == 1
    refused = page.form(button="Save the card").send({"dashboards.0.1": "graphs"})
    assert "not checked yet" not in alice.read(refused, status=422).text
    page.form(button="Save the card").send({"dashboards.0.1": ""})
    assert "not checked yet" not in alice.page(path).text


def test_what_is_refused_is_still_there(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    alice, carol = signed_in(people.alice), signed_in(people.carol)
    path = f"/reviews/{review}/launch-day/edit"
    form, late = (browser.page(path).form(button="Save the card") for browser in (alice, carol))
    refused = alice.read(form.send({"rollback": "Mine", "dashboards.0.1": "graphs"}), status=422)
    assert "A dashboard's address starts with https://" in refused.text
    kept = refused.form(button="Save the card")
    assert kept.values["rollback"].strip() == "Mine"
    assert kept.values["dashboards.0.1"] == "graphs"
    alice.follow(kept.send({"dashboards.0.1": "", "decides": people.bob.person}))
    conflict = carol.read(late.send(rollback="Theirs"), status=409)
    assert "Somebody else saved another card meanwhile" in conflict.text
    assert "Who decidesBob" in conflict.text
    assert "Mine" in conflict.text
    page = carol.follow(conflict.form(button="Save over theirs").send())
    assert "Theirs" in page.text
    assert "revision 2" in page.text
