"""Evidence that is added while an answer is typed: nobody's text is replaced, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, Route, expect

from readiness.store.engine import Database
from readiness.usecases import dossiers
from tests.e2e.desks import ROLLBACK, Typist
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def alice(
    browser: Browser,
    address: str,
    people: People,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Typist]:
    monkeypatch.setenv("READINESS_INSTANCE", str(tmp_path))
    review = start_review(database, people, now=datetime.now(UTC), document=widget_document())
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    typist = Typist(context, address, review, database, context.new_page())
    typist.sign_in()
    yield typist
    context.close()


def posts(alice: Typist) -> list[str]:
    """Return a list that fills with the last part of each address that is posted to."""
    sent: list[str] = []
    alice.page.on(
        "request",
        lambda each: sent.append(each.url.rpartition("/")[2]) if each.method == "POST" else None,
    )
    return sent


def press_add(alice: Typist) -> None:
    alice.card().locator("details", has_text="Add evidence").evaluate("each => each.open = true")
    form = alice.card().locator("form[data-upload]")
    log = {"name": "drill.txt", "mimeType": "text/plain", "buffer": b"drill log"}
    form.locator("input[type=file]").set_input_files(log)  # type: ignore[arg-type]
    form.get_by_role("button", name="Add it").click()


def attach(alice: Typist) -> None:
    press_add(alice)
    expect(alice.card().locator("ul.evidence li")).to_have_count(1)


def revisions(alice: Typist) -> int:
    with alice.database.reading() as session:
        found = dossiers.load(session, alice.review, now=datetime.now(UTC)).answer(ROLLBACK)
        return found.number if found else 0


def test_what_a_colleague_saved_before_the_evidence_is_not_replaced(
    alice: Typist, people: People
) -> None:
    alice.colleague_saves(people.alice, "Both know this")
    alice.open()
    alice.colleague_saves(people.alice, "Theirs")
    attach(alice)
    alice.reason().fill("Mine")
    expect(alice.card().locator(".conflict")).to_contain_text("Theirs")
    assert alice.value()["reason"] == "Theirs"
    alice.card().get_by_role("button", name="Keep mine").click()
    alice.says("Saved")
    assert alice.value()["reason"] == "Mine"


def test_evidence_leaves_an_open_conflict_as_it_is(alice: Typist, people: People) -> None:
    alice.open()
    alice.colleague_saves(people.alice, "Theirs")
    alice.reason().fill("Mine")
    conflict = alice.card().locator(".conflict")
    expect(conflict).to_be_visible()
    attach(alice)
    expect(conflict).to_be_visible()
    expect(alice.card().locator(".saved-state")).not_to_contain_text("Saved")
    assert alice.drafts() != []
    conflict.get_by_role("button", name="Keep mine").click()
    alice.says("Saved")
    assert alice.value()["reason"] == "Mine"
    assert alice.drafts() == []


def test_what_is_typed_while_evidence_is_sent_is_kept_until_it_is_saved(alice: Typist) -> None:
    alice.open()
    alice.context.route("**/answer", lambda route: route.abort())

    def type_first(route: Route) -> None:
        alice.page.evaluate(
            """() => { const field = document.querySelector('[id="deployment.rollback"] [name=reason]');
                field.value = "Typed meanwhile";
                field.dispatchEvent(new Event("input", {bubbles: true})); }"""
        )
        route.continue_()

    alice.context.route("**/evidence", type_first)
    attach(alice)
    assert alice.drafts() != []
    alice.says("Not saved: there is no connection.")
    alice.context.unroute("**/answer")
    alice.come_back()
    expect(alice.reason()).to_have_value("Typed meanwhile")
    alice.says("Saved")
    assert alice.value()["reason"] == "Typed meanwhile"


def test_evidence_beside_an_unsaved_answer_is_sent_once(alice: Typist) -> None:
    alice.open()
    sent = posts(alice)
    alice.reason().fill("Typed")
    attach(alice)
    alice.says("Saved")
    alice.page.wait_for_load_state("networkidle")
    assert sorted(sent) == ["answer", "evidence"]
    assert alice.value()["reason"] == "Typed"
    alice.reason().fill("Typed on")
    alice.page.wait_for_timeout(1200)
    alice.says("Saved")
    assert alice.value()["reason"] == "Typed on"


def test_evidence_whose_acknowledgement_was_lost_is_shown_when_it_is_sent_again(
    alice: Typist,
) -> None:
    alice.open()

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    alice.context.route("**/evidence", lose)
    press_add(alice)
    expect(alice.card().locator("[data-upload-state]")).to_contain_text("the connection was lost")
    alice.context.unroute("**/evidence")
    alice.card().get_by_role("button", name="Add it").click()
    expect(alice.card().locator("ul.evidence li")).to_have_count(1)
    assert revisions(alice) == 1
    alice.reason().fill("On top of it")
    alice.page.wait_for_timeout(1200)
    alice.says("Saved")
    assert alice.value()["reason"] == "On top of it"


def test_what_is_typed_before_the_page_hears_of_its_evidence_is_no_conflict(alice: Typist) -> None:
    alice.open()
    alice.reason().fill("First")
    alice.says("Saved")
    held: list[tuple[Route, APIResponse]] = []
    alice.context.route("**/evidence", lambda route: held.append((route, route.fetch())))
    press_add(alice)
    while revisions(alice) < 2 or not held:
        alice.page.wait_for_timeout(50)
    alice.reason().fill("Typed meanwhile")
    alice.page.wait_for_timeout(1200)
    alice.says("Saved")
    assert alice.value()["reason"] == "Typed meanwhile"
    [(route, answer)] = held
    route.fulfill(response=answer)
    expect(alice.card().locator("ul.evidence li")).to_have_count(1)
    alice.reason().fill("Typed on")
    alice.page.wait_for_timeout(1200)
    alice.says("Saved")
    expect(alice.card().locator(".conflict")).to_have_count(0)
    assert alice.value()["reason"] == "Typed on"
