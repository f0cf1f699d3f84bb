"""Pages of handed work, launch day and history: nobody is kept out, and one page of paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from readiness.core.launch_cards import LaunchCard
from readiness.store.engine import Database
from readiness.usecases import launch_cards
from tests.e2e.desks import ROLLBACK, Typist
from tests.factories.delegating import hand
from tests.factories.people import People
from tests.factories.reviews import done, start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]

#: A card as long as they get: still one page.
CARD = LaunchCard(
    holds=(
        (
            "At ten percent of the traffic: errors above twice those of before for five minutes",
            "Bob",
        ),
    )
    * 5,
    rollback="deploy back checkout\n# wait until it says 12/12",
    dashboards=(("Requests and errors", f"https://graphs.example.com/{'d' * 60}"),) * 4,
    on_call=(("Alice, Payments", "+49 30 1234567"),) * 3,
)
PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def alice(browser: Browser, address: str, people: People, database: Database) -> Iterator[Typist]:
    now = datetime.now(UTC)
    review = start_review(database, people, now=now, document=widget_document())
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    alice = Typist(context, address, review, database, context.new_page())
    hand(
        database, review, people.eve, "deployment", by=people.alice, now=now, note="Ask Olaf " * 20
    )
    for reason in ("First", "Second"):
        alice.colleague_saves(people.alice, reason)
    done(database, now, launch_cards.save, review, CARD, base=0, by=people.alice)
    alice.sign_in()
    yield alice
    context.close()


def test_nobody_is_kept_out(alice: Typist, barriers: Callable[[Page], list[str]]) -> None:
    at = f"{alice.url}/reviews/{alice.review}"
    paths = ("", "/handing?place=alerts", "/launch-day", "/launch-day/edit")
    for path in (*paths, f"/questions/{ROLLBACK}/history", "/areas/deployment"):
        alice.page.goto(f"{at}{path}")
        for width in (1280, 320):
            alice.page.set_viewport_size({"width": width, "height": 800})
            assert barriers(alice.page) == [], (path, width)
            assert alice.page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_card_is_one_page_of_paper(alice: Typist, paper: str) -> None:
    alice.page.goto(f"{alice.url}/reviews/{alice.review}/launch-day")
    assert len(PAGE.findall(alice.page.pdf(format=paper))) == 1
