"""The cards of an area's questions, filled in as their author does, with a script or without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Locator, expect

from tests.e2e.pages.person import Person

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """Yes, Partly, No, I don't know, Not applicable."""

    word: str = "Yes"
    reason: str = ""

    def fill(self, card: Card) -> None:
        card.choose(self.word)
        if self.reason:
            card.field("reason").fill(self.reason)


@dataclass(frozen=True, slots=True)
class Figures:
    """Fields by their names: counts per severity, a number, a day."""

    values: Mapping[str, str]

    def fill(self, card: Card) -> None:
        for name, value in self.values.items():
            card.field(name).fill(value)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; each row's fields by their names. A tick is "on"."""

    rows: tuple[Row, ...]

    def fill(self, card: Card) -> None:
        card.make_room_for(len(self.rows))
        for at, row in enumerate(self.rows):
            for name, value in row.items():
                card.put(f"rows.{at}.{name}", value)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A component per row; every signal of it is covered by the same dashboard but for one."""

    components: tuple[str, ...]
    signals: tuple[str, ...]
    not_needed: tuple[str, str]

    def fill(self, card: Card) -> None:
        card.make_room_for(len(self.components))
        for at, component in enumerate(self.components):
            card.field(f"rows.{at}.component").fill(component)
            for signal in self.signals:
                is_needed = (component, signal) != self.not_needed
                cell = f"rows.{at}.cells.{signal}"
                card.click_to(f"{cell}.state", "covered" if is_needed else "not_needed")
                card.field(f"{cell}.by").fill("Dashboard" if is_needed else "It has no traffic")


Answer = Choice | Figures | Rows | Matrix
YES = Choice()


class Card:
    def __init__(self, author: Person, question: str) -> None:
        self.author, self.question = author, question
        self.article = author.page.locator(f'article[id="{question}"]')

    def field(self, name: str) -> Locator:
        return self.article.locator(f'[name="{name}"]:not([type="radio"])')

    def choose(self, word: str) -> None:
        self.article.get_by_role("radio", name=word, exact=True).check()

    def put(self, name: str, value: str) -> None:
        field = self.field(name)
        if value == "on":
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def click_to(self, name: str, state: str) -> None:
        """Click a cell until it says so; without a script it is a plain choice."""
        cell = self.field(name)
        if not self.author.has_scripts:
            cell.select_option(state)
            return
        for _ in ("missing", "covered", "not_needed"):
            if cell.input_value() == state:
                return
            cell.click()
        expect(cell).to_have_value(state)

    def make_room_for(self, count: int) -> None:
        """Have that many rows, after adding one too many and taking it away again."""
        if not self.author.has_scripts:
            return
        rows = self.article.locator("tbody tr:not(.spare-row)")
        while rows.count() <= count:
            self.article.locator("[data-add-row]").click()
        rows.last.get_by_role("button", name="Remove row").click()
        expect(rows).to_have_count(count)

    def give(self, answer: Answer) -> None:
        """Answer it. Without a script the form is sent; with one it is saved by itself."""
        answer.fill(self)
        if self.author.has_scripts:
            self.article.locator(":focus").evaluate_all("all => all.forEach(one => one.blur())")
            return
        self.article.get_by_role("button", name="Save", exact=True).last.click()
        self.is_saved()

    def is_saved(self) -> None:
        expect(self.article.locator(".saved-state.is-saved")).to_contain_text("Saved")

    def prove(self, url: str, what: str) -> None:
        """Put a link behind the answer."""
        self.open("Add evidence")
        self.field("url").last.fill(url)
        self.field("description").fill(what)
        self.field("dated").fill(datetime.now(UTC).date().isoformat())
        self.author.press("Add it", self.article)
        expect(self.article.get_by_role("link", name=what, exact=True)).to_be_visible()

    def open(self, summary: str) -> None:
        self.article.locator("summary", has_text=summary).click()

    def says(self, word: str) -> None:
        """Read how it counts: Met, Not met, Partly met, Open, Waived."""
        marks = self.article.locator(".question-marks .status").last
        expect(marks).to_contain_text(word)
