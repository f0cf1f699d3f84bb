"""A thread on a narrow screen: somebody mentioned by keyboard answers, resolves, and it is reopened."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from readiness.store.engine import Database
from tests.e2e.signing_in import sign_in
from tests.factories.people import People
from tests.factories.signing import sent_review

pytestmark = [pytest.mark.browser, pytest.mark.once]

NARROW: ViewportSize = {"width": 320, "height": 640}
QUESTION = "deployment.rollback"
Barriers = Callable[..., list[str]]


@pytest.fixture
def review(address: str, database: Database, people: People) -> str:
    made = sent_review(database, people, now=datetime.now(UTC) - timedelta(hours=3))
    return f"{address}/reviews/{made}"


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """Return a function that signs somebody in on a narrow screen."""
    contexts = []

    def come(name: str) -> Page:
        contexts.append(browser.new_context(viewport=NARROW, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        sign_in(page, address, name)
        page.goto(address)
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def look(barriers: Barriers) -> Callable[[Page], None]:
    """Return a function that finds nobody kept out, in light and dark, and nothing too wide."""

    def judge(page: Page) -> None:
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        page.emulate_media(color_scheme="dark")
        assert barriers(page, "color-contrast") == []
        page.emulate_media(color_scheme="light")

    return judge


def test_who_is_mentioned_by_keyboard_answers_and_resolves_and_it_is_reopened(
    narrow: Callable[[str], Page], look: Callable[[Page], None], review: str
) -> None:
    bob, alice = narrow("bob"), narrow("alice")
    bob.goto(f"{review}/areas/deployment")
    card = bob.locator(f'[id="{QUESTION}"]')
    card.get_by_text("Add a comment").click()
    field = card.get_by_label("Your comment")
    field.press_sequentially("Who **decides** at night? @al")
    people = card.get_by_role("listbox", name="People to mention")
    expect(people.get_by_role("option")).to_have_text(["Alice @alice · Payments"])
    chosen = field.get_attribute("aria-activedescendant")
    assert chosen == people.get_by_role("option", selected=True).get_attribute("id")
    expect(bob.get_by_role("status").filter(has_text="1 person")).to_be_attached()
    look(bob)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Who **decides** at night? @alice ")
    expect(people).to_have_count(0)
    field.press_sequentially("Or @zz")
    expect(bob.get_by_role("status").filter(has_text="Nobody is called so.")).to_be_attached()
    field.fill("Who **decides** at night? @alice")
    card.get_by_role("button", name="Preview").click()
    expect(card.get_by_role("region", name="Preview").locator(".mention")).to_have_text("@Alice")
    card.get_by_role("button", name="Comment").click()
    thread = bob.locator(".thread")
    expect(thread).to_contain_text("It is the turn of Alice")
    expect(thread.locator(".mention")).to_have_text("@Alice")
    look(bob)

    alice.reload()
    alice.get_by_role("link", name="Bob: Who decides at night? @alice", exact=True).click()
    expect(alice.get_by_label("Next step")).to_contain_text("It is your turn.")
    look(alice)
    alice.get_by_label("Your answer").fill("Whoever is on call.")
    alice.get_by_role("button", name="Answer and resolve").click()
    expect(alice.get_by_label("Next step")).to_contain_text("This thread is resolved.")

    bob.goto(f"{review}/gates/sre")
    bob.locator(".thread summary", has_text="Resolved").first.click()
    bob.get_by_role("button", name="Reopen").click()
    expect(bob.locator(".open-threads")).to_contain_text("1 thread is open")
    expect(bob.locator(".open-threads")).to_contain_text("It is the turn of Payments")
    look(bob)
