"""Somebody at a browser of their own: opens pages, follows links, presses buttons, reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.watching import Watch

PASSWORD = "correct horse battery staple 7"
#: A busy machine is no reason for a test to fail.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@dataclass(slots=True)
class Person:
    name: str
    page: Page
    watch: Watch
    has_scripts: bool = True

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.com"

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def open(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{self.name} got {answer.status} at {path}"
        self.look()

    def look(self, state: str = "") -> None:
        """Take the page in, as everybody does who comes to it. It takes a script to judge it."""
        if self.has_scripts:
            self.watch.look(self.page, state)

    def follow(self, link: str, within: Locator | None = None) -> None:
        named = (within or self.page.locator("body")).get_by_role("link", name=link, exact=True)
        self._go(named.first)

    def _go(self, way: Locator) -> None:
        """Look at what a click leads to, once it is there: a page that is left cannot be judged."""
        with self.page.expect_navigation():
            way.click()
        self.look()

    def press(self, button: str, within: Locator | None = None) -> None:
        (within or self.main).get_by_role("button", name=button, exact=True).click()

    def fill(self, **fields: str) -> None:
        """Fill in fields by their names; a choice is chosen by its value."""
        for name, value in fields.items():
            field = self.main.locator(f'[name="{name}"]')
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def tick(self, *labels: str, within: Locator | None = None) -> None:
        for label in labels:
            (within or self.main).get_by_label(label).first.check()

    def reads(self, *sentences: str | re.Pattern[str], within: Locator | None = None) -> None:
        for sentence in sentences:
            expect(within or self.page.locator("body")).to_contain_text(sentence)

    def is_told_next(self, sentence: str | re.Pattern[str]) -> None:
        """Read the one sentence on top that says what to do next."""
        expect(self.page.get_by_label("Next step")).to_contain_text(sentence)

    def take_next_step(self, label: str) -> None:
        step = self.page.get_by_label("Next step")
        self._go(step.get_by_role("link", name=label).or_(step.get_by_role("button", name=label)))

    def sign_in(self, password: str) -> None:
        self.open("/sign-in")
        self.fill(email=self.email, password=password)
        self.page.locator('[name="password"]').press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Home")

    def fill_out_link(self) -> None:
        """Become somebody, on the page of a one-time link."""
        self.fill(name=self.name, password=PASSWORD, again=PASSWORD)
        self.press("Create the account")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Home")
        self.look(self.name)


def at_a_browser(
    browser: Browser, address: str, name: str, watch: Watch, *, has_scripts: bool = True
) -> Person:
    # A colour that is still fading in is not the colour that people read.
    context = browser.new_context(
        base_url=address, java_script_enabled=has_scripts, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    watch.over(context, has_scripts=has_scripts)
    return Person(name, context.new_page(), watch, has_scripts)
