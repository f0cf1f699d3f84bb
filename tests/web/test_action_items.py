"""Action items in the browser: added on the page of a review, moved on their own, listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import launches
from tests.applications import Clock
from tests.client import Client
from tests.factories.action_items import TITLE, add_item, items_of
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import approved_review, done, reviewers, start_review

Browser = Callable[[Actor], Client]


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


def test_an_item_is_added_on_the_page_of_its_review(
    signed_in: Browser, people: People, review: int, database: Database
) -> None:
    client = signed_in(people.bob)
    assert f"/reviews/{review}/action-items/new" in client.page(f"/reviews/{review}").links()
    form = client.page(f"/reviews/{review}/action-items/new").form(button="Add it")
    assert form.action == f"/reviews/{review}/action-items"
    alice = str(people.alice.person)
    said = {"title": TITLE, "link": "", "owner": alice, "due_on": "2026-12-03", "when": "before"}
    page = client.follow(form.send(said))
    assert "It blocks until it is done." in page.text
    assert "Alice does it. The launch waits for it." in page.next_step
    page = client.page(f"/reviews/{review}")
    assert f"Blocks {TITLE} Alice Due 3 December 2026, before the launch" in page.text
    assert f"“{TITLE}” is still to be done before the launch." in page.text


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    signed_in: Browser, people: People, review: int, database: Database
) -> None:
    client = signed_in(people.alice)
    form = client.page(f"/reviews/{review}/action-items/new").form(button="Add it")
    page = client.read(form.send(title=TITLE), 422)
    for told in ("Choose who owns it.", "Choose a day", "Choose whether it can wait"):
        assert told in page.text
    alice = str(people.alice.person)
    said = {"link": "tickets/41", "owner": alice, "due_on": "2026-11-01", "when": "after"}
    page = client.read(page.form(button="Add it").send(said), 422)
    assert "A link starts with https:// or http://." in page.text
    assert "Choose today or a later day." in page.text
    kept = page.form(button="Add it").values
    assert (kept["title"], kept["link"], kept["owner"]) == (TITLE, "tickets/41", [alice])
    assert not items_of(database, review)


def test_who_may_not_add_is_offered_nothing(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.eve)
    assert "Add an action item" not in client.page(f"/reviews/{review}").text
    assert client.get(f"/reviews/{review}/action-items/new").status_code == 403


def test_its_owner_does_it_and_a_reviewer_reopens_it(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    item = add_item(database, review, people.bob, now, owner=people.alice)
    path = f"/reviews/{review}/action-items/{item}"
    client = signed_in(people.alice)
    page = client.page(path)
    assert "It is yours. The launch waits for it." in page.next_step
    assert "your team cannot drop it" in page.text
    assert not page.has_form(button="Drop it")
    page = client.follow(page.form(button="It is done").send())
    assert "It is done. Nothing is left to do here." in page.next_step
    client = signed_in(people.bob)
    form = client.page(path).form(button="Reopen it")
    assert "Say why" in client.read(form.send(), 422).text
    page = client.follow(form.send({"reopen-reason": "One alert is left."}))
    assert "One alert is left." in page.text
    assert page.has_form(button="Drop it")
    page = client.follow(page.form(button="Drop it").send({"drop-reason": "Not needed."}))
    assert "Dropped. It is kept, with the reason." in page.text
    assert "Not needed." in page.text


def test_who_may_not_change_it_reads_it_and_is_offered_nothing(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    item = add_item(database, review, people.bob, now, owner=people.alice)
    page = signed_in(people.eve).page(f"/reviews/{review}/action-items/{item}")
    assert "Alice does it." in page.next_step
    posts = [form.action for form in page.forms() if form.method == "post"]
    assert posts == ["/sign-out"]


def test_another_owner_and_day_take_a_reason(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    item = add_item(database, review, people.bob, now, owner=people.alice)
    client = signed_in(people.alice)
    path = f"/reviews/{review}/action-items/{item}"
    form = client.page(path).form(button="Change it")
    assert form.values["change-due_on"] == "2026-12-03"
    page = client.read(form.send({"change-due_on": "2026-12-10"}), 422)
    assert "Say why, for those who read it later." in page.text
    again = page.form(button="Change it")
    assert again.values["change-due_on"] == "2026-12-10"
    page = client.follow(again.send({"change-reason": "The vendor is late."}))
    assert "10 December 2026" in page.text
    assert "The vendor is late." in page.text


def test_what_a_launch_left_open_waits_for_somebody_to_take_it(
    signed_in: Browser, people: People, database: Database, now: datetime
) -> None:
    later = question("hygiene.restored") | {"from": "launched"}
    document = launch_document(questions=(*QUESTIONS, later))
    by = reviewers(database, people, now)
    review = approved_review(database, people, by, now=now, document=document)
    done(database, now, launches.launched, review, by=people.alice)
    client = signed_in(people.alice)
    title = "Is hygiene.restored in order?"
    assert (
        f"Open {title} Nobody has taken it Due 23 December 2026"
        in client.page(f"/reviews/{review}").text
    )
    [item] = items_of(database, review)
    page = client.page(f"/reviews/{review}/action-items/{item.row.id}")
    assert "/checklists/launch/1#hygiene.restored" in page.links()
    page = client.follow(page.form(button="Take it").send())
    assert "It is yours." in page.next_step
    assert title in client.page("/action-items").text


def test_the_lists_show_whose_they_are_overdue_first(
    signed_in: Browser,
    people: People,
    review: int,
    database: Database,
    now: datetime,
    clock: Clock,
) -> None:
    soon, late = (now + timedelta(days=2)).date(), (now + timedelta(days=1)).date()
    add_item(database, review, people.bob, now, owner=people.alice, title="Later", due_on=soon)
    add_item(database, review, people.bob, now, owner=people.alice, title="Sooner", due_on=late)
    client = signed_in(people.alice)
    assert "Nothing here is overdue." in client.page("/action-items").next_step
    clock.forward(days=2)
    page = client.page("/action-items")
    assert "1 action item is overdue." in page.next_step
    assert page.text.index("Overdue Sooner") < page.text.index("Blocks Later")
    assert "Mine 2 My teams' 2 All 2" in page.text
    client = signed_in(people.bob)
    assert "You owe nothing" in client.page("/action-items?whose=mine").text
    assert "Your teams owe nothing" in client.page("/action-items?whose=teams").text
    assert "Sooner" in client.page("/action-items?whose=all").text
    assert "You owe nothing" in client.page("/action-items?whose=nobodys&page=0").text
