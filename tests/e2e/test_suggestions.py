"""Earlier answers in the browser: offered, confirmed by keyboard, changed, and compared with others'."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from readiness.store.engine import Database
from tests.e2e.signing_in import sign_in
from tests.factories.people import People
from tests.factories.renewals import answered_before, approved_of
from tests.factories.reviews import reviewers, start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]

ROLLBACK, MINUTES, DUTIES = "deployment.rollback", "deployment.minutes", "compliance.duties"
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def renewed(address: str, database: Database, people: People) -> str:
    """Return the address of a review for which every answer is waiting."""
    now = datetime.now(UTC)
    by = reviewers(database, people, now)
    document = widget_document()
    answered_before(database, people, now=now - timedelta(days=200), document=document)
    approved_of(database, people, by, "Ledger", now=now)
    return f"{address}/reviews/{start_review(database, people, now=now, document=document)}"


@pytest.fixture
def alice(browser: Browser, address: str, renewed: str) -> Iterator[Page]:
    assert renewed
    page = browser.new_page()
    sign_in(page, address, "alice")
    yield page
    page.close()


def card(page: Page, question: str) -> Locator:
    return page.locator(f'article[id="{question}"]')


def test_an_earlier_answer_is_confirmed_by_keyboard(alice: Page, renewed: str) -> None:
    alice.goto(f"{renewed}/areas/deployment")
    expect(alice.locator("#area-waiting")).to_contain_text("3 earlier answers are waiting")
    card(alice, ROLLBACK).get_by_role("button", name="Confirm").focus()
    alice.keyboard.press("Enter")
    expect(card(alice, ROLLBACK).locator(".saved-state")).to_contain_text("Saved")
    expect(alice.locator("#area-waiting")).to_contain_text("2 earlier answers are waiting")
    card(alice, ROLLBACK).get_by_text("History of the answer").click()
    expect(card(alice, ROLLBACK)).to_contain_text("Confirmed from the review of")


def test_one_that_changed_is_saved_from_the_fields(alice: Page, renewed: str) -> None:
    alice.goto(f"{renewed}/areas/deployment")
    card(alice, MINUTES).get_by_role("link", name="Use and change").click()
    expect(card(alice, MINUTES).locator('[name="number"]')).to_have_value("5")
    card(alice, MINUTES).get_by_role("button", name="Save", exact=True).last.click()
    expect(card(alice, MINUTES).locator(".saved-state")).to_contain_text("Saved")
    expect(card(alice, MINUTES).locator(".suggestion")).to_have_count(0)
    expect(alice.locator("#area-waiting")).to_contain_text("2 earlier answers are waiting")


def test_nobody_is_kept_out(alice: Page, renewed: str, barriers: Barriers) -> None:
    for place in ("/areas/monitoring", "/areas/compliance", "", f"/questions/{DUTIES}/others"):
        alice.goto(f"{renewed}{place}")
        for width in (1280, 320):
            alice.set_viewport_size({"width": width, "height": 800})
            assert barriers(alice) == [], (place, width)
            assert alice.evaluate("document.documentElement.scrollWidth") <= width, place


def test_how_others_answered_is_loaded_when_asked_for(
    alice: Page, renewed: str, barriers: Barriers
) -> None:
    alice.goto(f"{renewed}/areas/compliance")
    assert alice.locator(".others").count() == 0
    card(alice, DUTIES).get_by_text("How others answered").click()
    expect(card(alice, DUTIES).locator(".others")).to_contain_text("Ledger")
    assert barriers(alice) == []
