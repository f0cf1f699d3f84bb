"""The script of the area page: it saves what is typed, loses nothing of it, and moves nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import dossiers
from tests.e2e.signing_in import sign_in
from tests.factories.people import People
from tests.factories.reviews import answer, start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]

ROLLBACK = "deployment.rollback"


@dataclass(frozen=True, slots=True)
class Desk:
    """Alice's browser on a review with every widget, and a look into its database."""

    page: Page
    url: str
    review: int
    database: Database
    alice: Actor

    def open(self, area: str) -> None:
        self.page.goto(f"{self.url}/reviews/{self.review}/areas/{area}")

    def card(self, question: str) -> Locator:
        return self.page.locator(f'article[id="{question}"]')

    def field(self, question: str, name: str) -> Locator:
        return self.card(question).locator(f'form[data-answer] [name="{name}"]')

    def says(self, question: str, words: str) -> None:
        """Wait until the card's line about saving says so."""
        expect(self.card(question).locator(".saved-state")).to_contain_text(words)

    def value(self, question: str) -> dict[str, object]:
        with self.database.reading() as session:
            found = dossiers.load(session, self.review, now=datetime.now(UTC)).answer(question)
            return dict(found.value) if found else {}

    def colleague_saves(self, reason: str) -> None:
        value: dict[str, object] = {"choice": "yes", "reason": reason}
        now = datetime.now(UTC)
        answer(self.database, self.review, ROLLBACK, value, by=self.alice, now=now)


@pytest.fixture
def desk(browser: Browser, address: str, database: Database, people: People) -> Iterator[Desk]:
    now = datetime.now(UTC)
    review = start_review(database, people, now=now, document=widget_document())
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    sign_in(page, address, "alice")
    yield Desk(page, address, review, database, people.alice)
    page.close()


def test_what_is_typed_is_saved_after_a_pause_and_stays_as_typed(desk: Desk) -> None:
    desk.open("deployment")
    desk.field(ROLLBACK, "reason").focus()
    desk.page.keyboard.type("Half a sent")
    desk.says(ROLLBACK, "Saved")
    assert desk.value(ROLLBACK)["reason"] == "Half a sent"
    desk.page.keyboard.type("ence.")
    assert desk.field(ROLLBACK, "reason").input_value() == "Half a sentence."
    desk.page.keyboard.press("Tab")
    desk.says(ROLLBACK, "Saved")
    assert desk.value(ROLLBACK)["reason"] == "Half a sentence."


def test_a_save_changes_grade_figures_and_follow_ups_and_nothing_else(desk: Desk) -> None:
    desk.open("deployment")
    desk.field("deployment.minutes", "reason").fill("Still typing")
    desk.card(ROLLBACK).get_by_label("No", exact=True).check()
    desk.says(ROLLBACK, "Saved")
    expect(desk.page.locator("#area-figures")).to_contain_text("1 of 4 answered")
    expect(desk.card(ROLLBACK).locator(".question-marks")).to_contain_text("Not met")
    expect(desk.card("deployment.plan")).to_be_visible()
    expect(desk.field("deployment.minutes", "reason")).to_have_value("Still typing")
    desk.card(ROLLBACK).get_by_label("Yes", exact=True).check()
    expect(desk.card("deployment.plan")).to_have_count(0)
    assert desk.page.evaluate("document.activeElement.value") == "yes"


def test_a_lost_connection_keeps_the_text_and_saves_it_later(desk: Desk) -> None:
    desk.open("deployment")
    desk.page.context.set_offline(True)
    desk.field(ROLLBACK, "reason").fill("On a train")
    desk.says(ROLLBACK, "Not saved: there is no connection.")
    assert desk.value(ROLLBACK) == {}
    desk.page.context.set_offline(False)
    desk.says(ROLLBACK, "Saved")
    assert desk.value(ROLLBACK)["reason"] == "On a train"


def test_leaving_saves_first_what_was_typed(desk: Desk) -> None:
    desk.open("deployment")
    desk.field(ROLLBACK, "reason").fill("Typed and gone")
    desk.page.get_by_role("link", name="Back to the review").click()
    desk.page.wait_for_url(f"{desk.url}/reviews/{desk.review}")
    assert desk.value(ROLLBACK)["reason"] == "Typed and gone"


def test_leaving_asks_when_it_cannot_be_saved(desk: Desk) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.page.on("dialog", stay)
    desk.open("deployment")
    desk.field("deployment.minutes", "number").fill("soon")
    desk.says("deployment.minutes", "Not saved. The number must be a number")
    desk.page.get_by_role("link", name="Back to the review").click()
    desk.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(desk.field("deployment.minutes", "number")).to_have_value("soon")


def test_a_fault_stands_beside_its_field_until_it_is_mended(desk: Desk) -> None:
    desk.open("alerts")
    card = desk.card("alerts.pages")
    card.get_by_label("Pages a week, row 1").fill("often")
    expect(card.locator("td .field-error")).to_have_text(
        "Row 1: Pages a week must be a number such as 0.5."
    )
    card.get_by_label("Pages a week, row 1").fill("0.5")
    desk.says("alerts.pages", "Saved")
    expect(card.locator(".field-error")).to_have_count(0)


def test_of_two_answers_mine_can_stay(desk: Desk) -> None:
    desk.open("deployment")
    desk.colleague_saves("Theirs")
    desk.field(ROLLBACK, "reason").fill("Mine")
    expect(desk.card(ROLLBACK).locator(".conflict")).to_contain_text("Theirs")
    desk.card(ROLLBACK).get_by_role("button", name="Keep mine").click()
    desk.says(ROLLBACK, "Saved")
    assert desk.value(ROLLBACK)["reason"] == "Mine"


def test_of_two_answers_theirs_can_be_taken(desk: Desk) -> None:
    desk.open("deployment")
    desk.colleague_saves("Theirs")
    desk.field(ROLLBACK, "reason").fill("Mine")
    desk.card(ROLLBACK).get_by_role("link", name="Take theirs").click()
    expect(desk.field(ROLLBACK, "reason")).to_have_value("Theirs")
    assert desk.value(ROLLBACK)["reason"] == "Theirs"


def test_rows_come_and_go(desk: Desk) -> None:
    desk.open("alerts")
    card = desk.card("alerts.pages")
    for at, name in enumerate(("First", "Second", "Third")):
        if at:
            card.get_by_role("button", name="Add an alert").click()
        desk.page.keyboard.type(name) if at else desk.field("alerts.pages", "rows.0.alert").fill(
            name
        )
    card.get_by_role("button", name="Remove row 2").click()
    desk.says("alerts.pages", "Saved")
    rows = desk.value("alerts.pages")["rows"]
    assert [row["alert"] for row in rows] == ["First", "Third"]  # type: ignore[attr-defined]


def test_a_cell_is_clicked_through_its_states(desk: Desk) -> None:
    desk.open("monitoring")
    cell = desk.field("monitoring.signals", "rows.0.cells.latency.state")
    for state in ("covered", "not_needed", "missing", "covered"):
        cell.click()
        expect(cell).to_have_value(state)
    desk.field("monitoring.signals", "rows.0.cells.latency.by").fill("Dashboard")
    desk.says("monitoring.signals", "Saved")


def test_keys_go_from_question_to_question(desk: Desk) -> None:
    desk.open("deployment")
    for key, focused in (("j", ROLLBACK), ("j", "deployment.minutes"), ("k", ROLLBACK)):
        desk.page.keyboard.press(key)
        assert desk.page.evaluate("document.activeElement.id") == focused


def test_nobody_is_kept_out(desk: Desk, barriers: Callable[[Page], list[str]]) -> None:
    desk.colleague_saves("In order")
    for area in ("deployment", "defects", "alerts", "monitoring", "architecture"):
        desk.open(area)
        desk.page.locator("article details").evaluate_all("all => all.forEach(d => d.open = true)")
        for width in (1280, 320):
            desk.page.set_viewport_size({"width": width, "height": 800})
            assert barriers(desk.page) == [], (area, width)
            assert desk.page.evaluate("document.documentElement.scrollWidth") <= width, area
