"""Somebody's browser in front of a review with every widget, and a look into its database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import BrowserContext, Locator, Page, expect

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import dossiers
from tests.e2e.signing_in import sign_in
from tests.factories.reviews import answer

ROLLBACK, PAGES = "deployment.rollback", "alerts.pages"


@dataclass(slots=True)
class Typist:
    """Who types in one tab at a time; the tab can be closed, the connection lost."""

    context: BrowserContext
    url: str
    review: int
    database: Database
    page: Page

    def sign_in(self, name: str = "alice") -> None:
        sign_in(self.page, self.url, name)
        self.page.goto(f"{self.url}/")

    def sign_out(self) -> None:
        button = self.page.locator('form[action="/sign-out"] button').first
        button.evaluate("each => each.click()")  # it is in the closed menu
        self.page.wait_for_url(f"{self.url}/sign-in")

    def open(self, question: str = ROLLBACK) -> None:
        self.page.goto(f"{self.url}/reviews/{self.review}/areas/{question.partition('.')[0]}")

    def come_back(self, question: str = ROLLBACK) -> None:
        """Close the tab without a word, and open the page in a new one."""
        self.page.close(run_before_unload=False)
        self.context.set_offline(False)
        self.page = self.context.new_page()
        self.open(question)

    def card(self, question: str = ROLLBACK) -> Locator:
        return self.page.locator(f'article[id="{question}"]')

    def reason(self, question: str = ROLLBACK) -> Locator:
        return self.field("reason", question)

    def field(self, name: str, question: str = ROLLBACK) -> Locator:
        return self.card(question).locator(f'form[data-answer] [name="{name}"]')

    def says(self, words: str, question: str = ROLLBACK) -> None:
        expect(self.card(question).locator(".saved-state")).to_contain_text(words)

    def value(self, question: str = ROLLBACK) -> dict[str, object]:
        with self.database.reading() as session:
            found = dossiers.load(session, self.review, now=datetime.now(UTC)).answer(question)
            return dict(found.value) if found else {}

    def drafts(self) -> list[str]:
        """Return the keys of what the browser keeps."""
        found: list[str] = self.page.evaluate(
            "Object.keys(localStorage).filter(key => key.startsWith('readiness-draft'))"
        )
        return found

    def colleague_saves(self, by: Actor, reason: str, question: str = ROLLBACK) -> None:
        value = {"choice": "yes", "reason": reason}
        answer(self.database, self.review, question, value, by=by, now=datetime.now(UTC))
