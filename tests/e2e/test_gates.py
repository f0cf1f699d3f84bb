"""A gate on a phone: asked, answered, read as a difference, and signed with the password again."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import update

from readiness.store.engine import Database
from readiness.store.sign_ins import SignIn
from tests.e2e.signing_in import sign_in
from tests.factories.people import PASSWORD, People
from tests.factories.reviews import answer, sign
from tests.factories.signing import MINUTES, make, minutes, sent_review

pytestmark = [pytest.mark.browser, pytest.mark.once]

ROLLBACK = "deployment.rollback"
PHONE = 360
SIZE: ViewportSize = {"width": PHONE, "height": 740}
Barriers = Callable[..., list[str]]


@pytest.fixture
def review(address: str, database: Database, people: People) -> str:
    """Return the address of a review that Alice has sent; Dan has signed for security."""
    now = datetime.now(UTC) - timedelta(hours=3)
    made = sent_review(database, people, now=now)
    sign(database, made, "security", by=make(database, "Dan", "security"), now=now)
    return f"{address}/reviews/{made}"


@pytest.fixture
def look(barriers: Barriers) -> Callable[[Page, str], None]:
    """Return a function that finds nobody kept out, in light and dark, and nothing to scroll to."""

    def judge(page: Page, name: str) -> None:
        assert barriers(page) == [], name
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE, f"{name} is {wide} px wide"
        page.emulate_media(color_scheme="dark")
        assert barriers(page, "color-contrast") == [], name
        page.emulate_media(color_scheme="light")

    return judge


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """Return a function that signs somebody in on a phone."""
    contexts = []

    def come(name: str) -> Page:
        contexts.append(browser.new_context(viewport=SIZE, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        sign_in(page, address, name)
        return page

    yield come
    for context in contexts:
        context.close()


def an_hour_passes(database: Database) -> None:
    with database.writing() as session:
        long_ago = datetime.now(UTC) - timedelta(hours=2)
        session.execute(update(SignIn).values(confirmed_at=long_ago))
        session.commit()


def test_a_gate_is_asked_answered_and_signed_on_a_phone(
    phone: Callable[[str], Page],
    look: Callable[[Page, str], None],
    review: str,
    database: Database,
    people: People,
) -> None:
    bob, alice = phone("bob"), phone("alice")
    bob.goto(f"{review}/gates/sre")
    expect(bob.locator(".page-head")).to_contain_text("4 to read, about 6 minutes.")
    _ask(bob, ROLLBACK, MINUTES)
    look(bob, "asked")
    alice.goto(review)
    look(alice, "to-answer")
    alice.get_by_role("link", name="Go to the question").click()
    expect(alice.locator(f'article[id="{ROLLBACK}"]')).to_contain_text("Change asked for by Bob")
    look(alice, "question")
    _answer(database, people, review)
    _send(alice, review, look)
    bob.goto(bob.url.partition("/reviews")[0])
    expect(bob.locator("main")).to_contain_text("nswered: 2 of 2 that you asked about")
    look(bob, "home")
    _sign(bob, database, look)


def _ask(bob: Page, *questions: str) -> None:
    bob.get_by_text("Point at questions that need a change").click()
    for question in questions:
        bob.locator(f'#vote [name="questions"][value="{question}"]').check()
    bob.locator('#vote [value="request_changes"]').check()
    bob.locator('#vote [name="comment"]').fill("Who does it, and how fast?")
    bob.get_by_role("button", name="Record my vote").click()
    expect(bob.locator("body")).to_contain_text("You asked for changes.")


def _answer(database: Database, people: People, review: str) -> None:
    now, made = datetime.now(UTC), int(review.rpartition("/")[2])
    done: dict[str, object] = {"choice": "yes", "reason": "Whoever is on call, with one command."}
    answer(database, made, ROLLBACK, done, by=people.alice, now=now)
    answer(database, made, MINUTES, minutes("2"), by=people.alice, now=now)


def _send(alice: Page, review: str, look: Callable[[Page, str], None]) -> None:
    alice.goto(review)
    alice.get_by_label("Next step").get_by_role("link", name="Send changes").click()
    expect(alice.locator("main")).to_contain_text("What you send")
    look(alice, "to-send")
    alice.get_by_role("button", name="Send to SRE and Launch").click()
    expect(alice.locator("body")).to_contain_text("Sent to SRE and Launch.")


def _sign(bob: Page, database: Database, look: Callable[[Page, str], None]) -> None:
    """Bob reads the difference alone, and is asked for his password as two hours have passed."""
    an_hour_passes(database)
    bob.get_by_label("Next step").get_by_role("link", name="Review it").click()
    expect(bob.get_by_label("Next step")).to_contain_text("Answered: 2 of 2 that you asked about.")
    expect(bob.locator(f'article[id="{ROLLBACK}"] .is')).to_contain_text("with one command")
    expect(bob.locator('article[id="hygiene.restore"]')).to_be_hidden()
    look(bob, "difference")
    bob.locator('#vote [value="approve"]').check()
    bob.locator('#vote [name="comment"]').fill("Fast enough.")
    for password in ("not it", PASSWORD):
        bob.locator('#vote [name="password"]').fill(password)
        bob.get_by_role("button", name="Record my vote").click()
        if password != PASSWORD:
            expect(bob.locator("#password-error")).to_contain_text("This is not your password.")
            expect(bob.locator('#vote [name="comment"]')).to_have_value("Fast enough.")
            expect(bob.locator('#vote [value="approve"]')).to_be_checked()
            look(bob, "password")
    expect(bob.locator("body")).to_contain_text("Your approval is recorded.")
