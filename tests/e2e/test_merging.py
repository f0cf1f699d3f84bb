"""Two answers merged in a real browser, with the keyboard, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from readiness.store.engine import Database
from tests.e2e.desks import ROLLBACK, Typist
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def alice(browser: Browser, address: str, people: People, database: Database) -> Iterator[Typist]:
    review = start_review(database, people, now=datetime.now(UTC), document=widget_document())
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    typist = Typist(context, address, review, database, context.new_page())
    typist.sign_in()
    yield typist
    context.close()


def test_a_conflict_is_merged_with_the_keyboard(
    alice: Typist, people: People, barriers: Callable[[Page], list[str]]
) -> None:
    alice.open()
    alice.colleague_saves(people.alice, "Theirs")
    alice.reason().fill("Mine")
    conflict = alice.card().locator(".conflict")
    expect(conflict).to_be_visible()
    for width in (1280, 320):
        alice.page.set_viewport_size({"width": width, "height": 800})
        assert barriers(alice.page) == []
        assert alice.page.evaluate("document.documentElement.scrollWidth") <= width
    conflict.locator('[name="merge.choice"][value="mine"]').focus()
    alice.page.keyboard.press("ArrowDown")
    conflict.locator('[name="merged-reason"]').focus()
    alice.page.keyboard.press("Control+A")
    alice.page.keyboard.type("Ours")
    conflict.get_by_role("button", name="Save the chosen parts").focus()
    alice.page.keyboard.press("Enter")
    expect(alice.reason()).to_have_value("Ours")
    expect(alice.card().locator(".conflict")).to_have_count(0)
    assert alice.value() == {"choice": "yes", "reason": "Ours"}
    assert alice.drafts() == []


def test_a_merge_that_is_cut_off_is_offered_again(alice: Typist, people: People) -> None:
    alice.open()
    alice.colleague_saves(people.alice, "Theirs")
    alice.reason().fill("Mine")
    alice.card().locator('[name="merged-reason"]').fill("Half a merge")
    alice.come_back()
    expect(alice.card().locator('[name="merged-reason"]')).to_have_value("Half a merge")
    expect(alice.card().locator('[name="merge.reason"][value="merged"]')).to_be_checked()
    expect(alice.reason()).to_have_value("Mine")
    alice.card().get_by_role("link", name="Take theirs").click()
    expect(alice.reason()).to_have_value("Theirs")
    assert alice.drafts() == []
    alice.open(ROLLBACK)
    expect(alice.card().locator(".conflict")).to_have_count(0)
