"""What is typed survives a lost connection, a closed tab and a killed server, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from readiness.store.engine import Database
from readiness.usecases import transaction
from tests.conftest import BUDGET
from tests.e2e.desks import PAGES, Typist
from tests.e2e.running import environment_of, running, until
from tests.factories.people import People, make_person
from tests.factories.reviews import answer_everything, start_review, submit_all
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]

SECRET = "a secret of mine"
#: A vote asks for the password again once the sign-in is old.
WITH_PASSWORD = """() => document.querySelector("#vote").insertAdjacentHTML(
    "beforeend", '<label>Password<input type="password" name="password"></label>')"""
KILLS = 100 if BUDGET == "full" else 2


@pytest.fixture
def review(database: Database, people: People) -> int:
    return start_review(database, people, now=datetime.now(UTC), document=widget_document())


@pytest.fixture
def alice(browser: Browser, address: str, review: int, database: Database) -> Iterator[Typist]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    typist = Typist(context, address, review, database, context.new_page())
    typist.sign_in()
    yield typist
    context.close()


def test_a_closed_tab_gives_back_what_it_could_not_save(alice: Typist) -> None:
    alice.open()
    alice.context.set_offline(True)
    alice.reason().fill("On a train")
    alice.says("Not saved: there is no connection.")
    assert alice.value() == {}
    alice.come_back()
    expect(alice.reason()).to_have_value("On a train")
    alice.says("Saved")
    assert alice.value()["reason"] == "On a train"
    assert alice.drafts() == []


def test_what_is_typed_on_top_of_a_draft_takes_its_place(alice: Typist) -> None:
    alice.open()
    alice.context.route("**/answer", lambda route: route.abort())
    for text in ("On a train", "On a slow train"):
        alice.reason().fill(text)
        alice.says("Not saved: there is no connection.")
        alice.come_back()
        expect(alice.reason()).to_have_value(text)
        assert len(alice.drafts()) == 1
    alice.context.unroute("**/answer")
    alice.says("Saved")
    assert alice.value()["reason"] == "On a slow train"
    assert alice.drafts() == []


def test_rows_come_back_as_they_were_typed(alice: Typist) -> None:
    alice.open(PAGES)
    alice.context.set_offline(True)
    for at in range(5):
        if at:
            alice.card(PAGES).get_by_role("button", name="Add an alert").click()
        alice.field(f"rows.{at}.alert", PAGES).fill(f"Alert {at}")
    alice.field("rows.4.actionable", PAGES).check()
    alice.come_back(PAGES)
    alice.says("Saved", PAGES)
    rows = alice.value(PAGES)["rows"]
    assert [row["alert"] for row in rows] == [f"Alert {at}" for at in range(5)]  # type: ignore[attr-defined]
    assert rows[4]["actionable"]  # type: ignore[index]


def test_who_answered_meanwhile_is_shown_beside_it(alice: Typist, people: People) -> None:
    alice.open()
    alice.context.set_offline(True)
    alice.reason().fill("Mine, offline")
    alice.colleague_saves(people.alice, "Theirs, online")
    alice.come_back()
    expect(alice.card().locator(".conflict")).to_contain_text("Theirs, online")
    expect(alice.reason()).to_have_value("Mine, offline")
    assert alice.value()["reason"] == "Theirs, online"
    # Nothing is decided yet, so it is there again the next time as well.
    alice.come_back()
    expect(alice.reason()).to_have_value("Mine, offline")


def test_what_two_tabs_typed_is_there_from_both(alice: Typist) -> None:
    alice.open()
    other = Typist(alice.context, alice.url, alice.review, alice.database, alice.context.new_page())
    other.open()
    alice.context.set_offline(True)
    alice.reason().fill("From the first tab")
    other.reason().fill("From the second tab")
    other.page.close(run_before_unload=False)
    alice.come_back()
    expect(alice.card().locator(".conflict")).to_contain_text("From the second tab")
    expect(alice.reason()).to_have_value("From the first tab")


def test_what_a_closed_tab_took_over_does_not_come_back_over_what_was_typed_since(
    alice: Typist,
) -> None:
    alice.open()
    alice.context.route("**/answer", lambda route: route.abort())
    alice.reason().fill("On a train")
    alice.says("Not saved: there is no connection.")
    other = Typist(alice.context, alice.url, alice.review, alice.database, alice.context.new_page())
    other.open()
    expect(other.reason()).to_have_value("On a train")
    other.page.close(run_before_unload=False)
    alice.reason().fill("On a slow train")
    assert len(alice.drafts()) == 2
    alice.context.unroute("**/answer")
    alice.says("Saved")
    assert alice.reason().input_value() == "On a slow train"
    assert alice.drafts() == []


def test_a_draft_is_let_go_only_once_it_is_kept_by_the_tab_that_took_it_over(
    alice: Typist,
) -> None:
    alice.open()
    alice.context.route("**/answer", lambda route: route.abort())
    alice.reason().fill("On a train")
    alice.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('Full'); }")
    for _ in range(2):
        alice.come_back()
        expect(alice.reason()).to_have_value("On a train")
        assert len(alice.drafts()) == 1
    alice.context.unroute("**/answer")
    alice.says("Saved")
    assert alice.drafts() == []


def test_a_comment_is_kept_until_it_is_sent(alice: Typist) -> None:
    alice.open()
    body = alice.card().locator('form[action$="/comment"] textarea')
    alice.card().get_by_text("Add a comment").click()
    body.fill("A long thought")
    alice.come_back()
    body = alice.card().locator('form[action$="/comment"] textarea')
    expect(body).to_be_visible()
    expect(body).to_have_value("A long thought")
    expect(alice.card().locator(".draft-note")).to_contain_text("It was not sent.")
    alice.card().get_by_role("button", name="Comment", exact=True).click()
    expect(alice.card().locator(".comments")).to_contain_text("A long thought")
    assert alice.drafts() == []
    alice.come_back()
    expect(alice.card().locator(".draft-note")).to_have_count(0)


def test_what_was_written_to_a_vote_comes_back_and_the_choice_and_password_do_not(
    alice: Typist, people: People, database: Database, review: int
) -> None:
    now = datetime.now(UTC)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    alice.sign_out()
    alice.sign_in("bob")
    gate = f"{alice.url}/reviews/{review}/gates/sre"
    alice.page.goto(gate)
    alice.page.evaluate(WITH_PASSWORD)
    alice.page.locator('#vote [name="comment"]').fill("Looks good, but see the pager")
    alice.page.locator('#vote [name="choice"]').first.check()
    alice.page.locator('#vote [name="password"]').fill(SECRET)
    assert SECRET not in alice.page.evaluate("JSON.stringify(localStorage)")
    alice.come_back()
    alice.page.goto(gate)
    expect(alice.page.locator('#vote [name="comment"]')).to_have_value(
        "Looks good, but see the pager"
    )
    expect(alice.page.locator('#vote [name="choice"]:checked')).to_have_count(0)


def test_what_is_discarded_is_gone(alice: Typist) -> None:
    alice.open()
    alice.card().get_by_text("Add a comment").click()
    alice.card().locator('form[action$="/comment"] textarea').fill("Not after all")
    alice.come_back()
    alice.card().get_by_role("button", name="Discard it").click()
    assert alice.drafts() == []
    expect(alice.card().locator('form[action$="/comment"] textarea')).to_have_value("")


def test_nobody_else_sees_it_and_signing_out_removes_it(alice: Typist, database: Database) -> None:
    now = datetime.now(UTC)
    with database.writing() as session:
        make_person(session, "Amir", teams=("payments",))
        transaction.commit(session, now=now)
    alice.open()
    alice.context.set_offline(True)
    alice.reason().fill("For Alice alone")
    alice.context.set_offline(False)
    alice.context.clear_cookies()
    alice.page.close(run_before_unload=False)
    alice.page = alice.context.new_page()
    alice.sign_in("amir")
    alice.open()
    expect(alice.reason()).to_have_value("")
    alice.sign_out()
    alice.sign_in()
    alice.open()
    expect(alice.reason()).to_have_value("For Alice alone")
    alice.says("Saved")
    alice.context.set_offline(True)
    alice.reason().fill("Left behind")
    alice.says("Not saved")
    alice.context.set_offline(False)
    alice.page.on("dialog", lambda dialog: dialog.accept())
    alice.sign_out()
    assert alice.drafts() == []


def test_a_server_that_is_killed_while_somebody_types_loses_nothing(
    browser: Browser, review: int, database: Database, database_url: str, tmp_path: Path
) -> None:
    environment = environment_of(tmp_path / "instance", database_url)
    Path(environment["READINESS_INSTANCE"]).mkdir()
    address = f"http://127.0.0.1:{environment['READINESS_PORT']}"
    context = browser.new_context()
    alice = Typist(context, address, review, database, context.new_page())
    for number in range(KILLS + 1):
        with running("serve", environment=environment) as server:
            if number:
                back_and_saved(alice, number - 1, reopen=number % 2 == 0)
            else:
                alice.sign_in()
                alice.open()
            alice.reason().fill(f"Acknowledged {number}")
            until_said(alice, f"Acknowledged {number}")
            alice.reason().press_sequentially(", and more")
            server.kill()
        assert said(alice).startswith(f"Acknowledged {number}")
    context.close()


def said(alice: Typist) -> str:
    return str(alice.value().get("reason"))


def until_said(alice: Typist, text: str) -> None:
    until(lambda: said(alice) == text, text)


def back_and_saved(alice: Typist, number: int, *, reopen: bool) -> None:
    """Wait for what was typed last, in the tab that stayed open or in another one."""
    if reopen:
        alice.come_back()
    expect(alice.reason()).to_have_value(f"Acknowledged {number}, and more")
    until_said(alice, f"Acknowledged {number}, and more")
